"""Makes the outputs of one job in its workshop, stage by stage."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from content.models import Rendition
from content.video import hls, names, outputs, poster, sounds, storyboard
from content.video.arguments import conversion
from content.video.lease import Lease
from content.video.outputs import Made
from content.video.plan import MP3, PHONE, PLANS, Step, Work, steps
from content.video.probe import Source, probe_all
from content.video.process import disk_full, run_ffmpeg
from content.video.sound_arguments import HORN_FILE
from content.video.stages import Stage

SPARE_BYTES = 50_000_000
FLAC_RATE = 700  # kbit/s at most, for one channel
RUNGS = {rung.name: rung for plan in PLANS.values() for rung in plan.rungs}


@dataclass
class Making:
    """`known`: outputs that are published already; `folder` is the workshop, its `out` is what will be published."""

    lease: Lease
    source: Source
    work: Work
    known: dict[str, Rendition]
    folder: Path
    made: list[Made] = field(default_factory=list)

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def all(self) -> list[Made]:
        """Everything that `work` asks for."""
        check_space(self.source, self.work, self.folder)
        if self.work.steps or self.work.sounds:
            self._convert()
            self._looked_at()
            self._sounds()
        if self.work.poster:
            self._poster()
        if self.work.hls:
            self._hls()
        if self.work.storyboard:
            self._storyboard()
        return self.made

    def _tick(self, stage: Stage, start: int, end: int) -> Callable[[float], None]:
        return lambda done: self.lease.say(stage, start + int((end - start) * done))

    def _convert(self) -> None:
        voiced = self.known.get(PHONE.rungs[-1].name) if self.source.audio is not None else None
        spoken = outputs.fetched(voiced, self.folder) if voiced else None
        run_ffmpeg(
            conversion(self.source, self.work, self.out, spoken),
            seconds=self.source.seconds,
            tick=self._tick(Stage.CONVERT, 2, 84),
        )

    def _looked_at(self) -> None:
        """What ffmpeg wrote, looked at once more: an output that does not play is not published."""
        found = probe_all([self.out / step.rung.file for step in self.work.steps])
        self.made += [self._film(step, one) for step, one in zip(self.work.steps, found, strict=True)]

    def _film(self, step: Step, found: Source) -> Made:
        fits = (found.width, found.height) == (step.width, step.height)
        if not fits or found.seconds < 0.9 * self.source.seconds - 1:
            raise RuntimeError(f"{step.rung.name}: {found} was made of {self.source}")
        codecs = [hls.h264(found.path)] + ([hls.AAC] if found.audio is not None else [])
        return Made(
            step.rung.name,
            found.path,
            found.width,
            found.height,
            f'video/mp4; codecs="{", ".join(codecs)}"',
            found.seconds,
        )

    def _sounds(self) -> None:
        for place, sound in enumerate(self.work.sounds):
            path, start = self.out / sound.file, 84 + 3 * place
            tick = self._tick(Stage.SOUND, start, start + 3)
            if sound is MP3:
                raw = self.folder / HORN_FILE
                found = sounds.loudspeaker(raw, path, seconds=self.source.seconds, tick=tick)
            else:
                found = sounds.measure(path, seconds=self.source.seconds, tick=tick)
            self.made.append(
                Made(sound.name, path, 0, 0, sound.type, self.source.seconds, found.lufs, found.true_peak)
            )

    def _poster(self) -> None:
        width, height = poster.make_poster(self.source, self.out, self._tick(Stage.POSTER, 94, 95))
        files = ((names.POSTER, poster.JPEG, "image/jpeg"), (names.POSTER_WEBP, poster.WEBP, "image/webp"))
        self.made += [Made(name, self.out / file, width, height, kind) for name, file, kind in files]

    def _films(self) -> list[hls.Film]:
        """All rungs there are, small to large, wherever they lie."""
        here = {one.name: (one.file, one.width, one.height) for one in self.made if one.name in RUNGS}
        for name, one in self.known.items():
            if name in RUNGS:
                here[name] = (outputs.fetched(one, self.folder), one.width, one.height)
        return [hls.Film(name, *here[name], rung.fps) for name, rung in RUNGS.items() if name in here]

    def _hls(self) -> None:
        films, sound = self._films(), self.source.audio is not None
        run_ffmpeg(
            hls.packaging(films, sound=sound, folder=self.out),
            seconds=self.source.seconds,
            tick=self._tick(Stage.PACKAGE, 95, 96),
        )
        master = self.out / hls.MASTER
        master.write_text(hls.master(films, sound=sound, folder=self.out))
        also = tuple(sorted(self.out.glob("hls-*")))
        kind = "application/vnd.apple.mpegurl"
        self.made.append(
            Made(names.HLS, master, films[-1].width, films[-1].height, kind, self.source.seconds, also=also)
        )

    def _storyboard(self) -> None:
        smallest = steps(PHONE, self.source)[0]
        plan = storyboard.board(self.source.seconds, smallest)
        sheet, cues = self.out / storyboard.SHEET, self.out / storyboard.CUES
        argv = storyboard.sheet(self._films()[0].path, plan, sheet)
        run_ffmpeg(argv, seconds=self.source.seconds, tick=self._tick(Stage.STORYBOARD, 96, 97))
        cues.write_text(storyboard.cues(plan))
        self.made.append(Made(names.SPRITE, sheet, plan.width, plan.height, "image/jpeg"))
        self.made.append(
            Made(names.STORYBOARD, cues, plan.width, plan.height, "text/vtt", self.source.seconds)
        )


def check_space(source: Source, work: Work, folder: Path) -> None:
    """Refuse before an hour's work is lost: films, their HLS copy, sound."""
    rungs = [step.rung for step in work.steps] + ([*RUNGS.values()] if work.hls else [])
    kilobits = sum(rung.maxrate + rung.audio_rate for rung in rungs) + (
        FLAC_RATE if MP3 in work.sounds else 0
    )
    if shutil.disk_usage(folder).free < kilobits * 125 * max(1.0, source.seconds) + SPARE_BYTES:
        raise disk_full()
