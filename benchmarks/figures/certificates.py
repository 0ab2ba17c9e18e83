"""W7: a certificate drawn from its template, beside the same page by hand in reportlab and bare xhtml2pdf; signing apart."""

from collections.abc import Iterator
from statistics import median

from benchmarks.harness.bench import Bench
from benchmarks.harness.rows import Goal, Row, row

KB = 1000


def measure(bench: Bench) -> Iterator[Row]:
    found = bench.installation.ask("benchmarks.inside.certificates", str(bench.installation.folder))
    ours, by_hand = found["ours"], found["by_hand"]
    ratio = median(a / b for a, b in zip(ours, by_hand, strict=True))
    yield row(
        "certificate, drawn in a batch", median(ours), "CPU ms", Goal("≤", 1.0, "ratio"),
        control=median(by_hand),
        ratio=ratio, spread=(min(ours), max(ours)), control_name="the same page by hand in reportlab",
    )  # fmt: skip
    yield row(
        "certificate, drawn alone", median(found["singles"]), "CPU ms", Goal("≤", 60),
        note=f"the first one of a process, with fonts to read: {found['cold']:.0f} CPU ms",
    )  # fmt: skip
    yield row(
        "certificate, bare xhtml2pdf call", median(found["xhtml2pdf"]), "CPU ms", note="the words alone"
    )
    before, after = found["memory"]["before"], found["memory"]["after"]
    yield row(
        "certificate, memory after 2,000 more", after, "MB", Goal("≤", 1.05, "ratio"), control=before,
        ratio=after / before, control_name="after the first 200",
    )  # fmt: skip
    yield row("certificate, signing", found["signing"], "CPU ms", Goal("≤", 35))
    yield row(
        "certificates signed", 1000 / found["signing"], "per second, one core", note="PAdES B-B, EC P-256"
    )
    yield row("certificate, signed file", found["bytes"] / KB, "KB", Goal("≤", 120))
    stored = found["stored"]
    yield row(
        "certificate, drawn, signed and stored", stored["cpu_ms"], "CPU ms", note="the worker's whole path"
    )
    yield row("certificates, drawn, signed and stored", stored["per_second"], "per second, one process")
