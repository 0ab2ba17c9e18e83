"""Which outputs a source gets: two plans, made one after the other, never larger than the source."""

from dataclasses import dataclass, replace

from content.video import names
from content.video.probe import Source


@dataclass(frozen=True)
class Rung:
    """One MP4; rates in kbit/s. Figures measured on slides and on street scenes, see docs/decisions/0014."""

    name: str
    short_side: int
    fps: int
    profile: str
    preset: str
    crf: int
    maxrate: int
    audio_rate: int
    audio_hertz: int

    @property
    def file(self) -> str:
        return f"{self.name.removesuffix('p')}.mp4"


@dataclass(frozen=True)
class Step:
    """A rung with the size it has for one source; both sides even, as yuv420p wants."""

    rung: Rung
    width: int
    height: int


@dataclass(frozen=True)
class Sound:
    """One file of sound alone."""

    name: str
    file: str
    type: str


@dataclass(frozen=True)
class Plan:
    """What one job is for; the essential one comes first and makes a video showable."""

    name: str
    rungs: tuple[Rung, ...]
    sounds: tuple[Sound, ...]
    essential: bool = False


@dataclass(frozen=True)
class Work:
    """What is to be made of one source."""

    steps: tuple[Step, ...] = ()
    sounds: tuple[Sound, ...] = ()
    poster: bool = False
    storyboard: bool = False
    hls: bool = False

    @property
    def names(self) -> set[str]:
        """Of all outputs, as Rendition.name has them."""
        made = {step.rung.name for step in self.steps} | {sound.name for sound in self.sounds}
        made |= {names.POSTER, names.POSTER_WEBP} if self.poster else set()
        made |= {names.STORYBOARD, names.SPRITE} if self.storyboard else set()
        return made | ({names.HLS} if self.hls else set())

    def without(self, made: set[str]) -> "Work":
        """What is left to do when these outputs are there."""
        return replace(
            self,
            steps=tuple(step for step in self.steps if step.rung.name not in made),
            sounds=tuple(sound for sound in self.sounds if sound.name not in made),
            poster=self.poster and not {names.POSTER, names.POSTER_WEBP} <= made,
            storyboard=self.storyboard and not {names.STORYBOARD, names.SPRITE} <= made,
            hls=self.hls and names.HLS not in made,
        )


AAC = Sound(names.AUDIO, "audio.m4a", "audio/mp4; codecs=mp4a.40.2")
OPUS = Sound(names.AUDIO_SMALL, "audio.ogg", "audio/ogg; codecs=opus")
MP3 = Sound(names.LOUDSPEAKER, "loudspeaker.mp3", "audio/mpeg")
PHONE = Plan(
    "phone",
    (
        # Baseline and 15 pictures a second: the cheapest phones decode it, 2G carries it.
        Rung("240p", 240, 15, "baseline", "fast", 30, 150, 32, 24000),
        Rung("360p", 360, 25, "main", "fast", 27, 350, 48, 44100),
    ),
    (AAC, OPUS),
    essential=True,
)
REST = Plan(
    "rest",
    (
        Rung("480p", 480, 25, "main", "veryfast", 26, 700, 48, 44100),
        Rung("720p", 720, 25, "main", "veryfast", 25, 1500, 48, 44100),
    ),
    (MP3,),
)
PLANS = {plan.name: plan for plan in (PHONE, REST)}
POSTER_WIDTH = 640
# Up to here one ffmpeg makes all rungs, so the film is decoded once; a longer one is shown before the rest is made.
TOGETHER_SECONDS = 600
HLS_SECONDS = 300  # below, the plain MP4 starts sooner than a playlist does


def work(plan: Plan, source: Source) -> Work:
    """All that the plan makes of this source; a short film's first job makes the second one's films as well."""
    if not plan.essential:
        return Work(
            steps=tuple(steps(plan, source)),
            sounds=_sounds(plan, source),
            storyboard=True,
            hls=source.seconds > HLS_SECONDS,
        )
    plans = PLANS.values() if source.seconds <= TOGETHER_SECONDS else (plan,)
    return Work(
        steps=tuple(step for one in plans for step in steps(one, source)),
        sounds=tuple(sound for one in plans for sound in _sounds(one, source)),
        poster=True,
    )


def _sounds(plan: Plan, source: Source) -> tuple[Sound, ...]:
    return () if source.audio is None else plan.sounds


def steps(plan: Plan, source: Source) -> list[Step]:
    """The rungs no larger than the source; of the essential plan the smallest always, at the source's own size."""
    smallest = min(plan.rungs, key=lambda rung: rung.short_side) if plan.essential else None
    fitting = (rung for rung in plan.rungs if rung is smallest or rung.short_side <= source.short_side)
    return [_step(rung, source) for rung in fitting]


def _step(rung: Rung, source: Source) -> Step:
    scale = min(1.0, rung.short_side / source.short_side)
    return Step(rung, _even(source.width * scale), _even(source.height * scale))


def _even(side: float) -> int:
    return max(2, 2 * round(side / 2))


def poster_size(source: Source) -> tuple[int, int]:
    """At most 640 wide, and never larger than the source."""
    scale = min(1.0, POSTER_WIDTH / source.width)
    return max(1, round(source.width * scale)), max(1, round(source.height * scale))
