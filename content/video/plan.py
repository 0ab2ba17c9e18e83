"""Which outputs a source gets: named plans of rungs by the short side, never larger than the source."""

from dataclasses import dataclass

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
class Plan:
    """One job's outputs; a later plan adds its own (480p and 720p, sound alone) beside these."""

    name: str
    rungs: tuple[Rung, ...]
    poster: bool
    essential: bool  # without its outputs the video cannot be shown


PHONE = Plan(
    "phone",
    (
        # Baseline and 15 pictures a second: the cheapest phones decode it, 2G carries it.
        Rung("240p", 240, 15, "baseline", "fast", 30, 150, 32, 24000),
        Rung("360p", 360, 25, "main", "fast", 27, 350, 48, 44100),
    ),
    poster=True,
    essential=True,
)
PLANS = {plan.name: plan for plan in (PHONE,)}
POSTER_WIDTH = 640


def steps(plan: Plan, source: Source) -> list[Step]:
    """The rungs no larger than the source; the smallest always, at the source's own size if need be."""
    smallest, *others = sorted(plan.rungs, key=lambda rung: rung.short_side)
    chosen = [smallest, *(rung for rung in others if rung.short_side <= source.short_side)]
    return [_step(rung, source) for rung in chosen]


def _step(rung: Rung, source: Source) -> Step:
    scale = min(1.0, rung.short_side / source.short_side)
    return Step(rung, _even(source.width * scale), _even(source.height * scale))


def _even(side: float) -> int:
    return max(2, 2 * round(side / 2))


def poster_size(source: Source) -> tuple[int, int]:
    """At most 640 wide, and never larger than the source."""
    scale = min(1.0, POSTER_WIDTH / source.width)
    return max(1, round(source.width * scale)), max(1, round(source.height * scale))
