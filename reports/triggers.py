"""The triggers on what units reached and stated, on report cycles, and on what campaigns came to."""

from common import append_only

FROZEN = {
    "reports_reportrun": ("reportrun", "the record of runs"),
    "reports_runfile": ("runfile", "what a run holds"),
    "reports_unitreportstep": ("unitreportstep", "the history of unit reports"),
    "reports_issuedfile": ("issuedfile", "what was issued"),
}
CAMPAIGNS = (
    ("reports_roundresult", "round_result", "the results of rounds"),
    ("reports_roundrow", "round_row", "the rows of rounds"),
    ("reports_nomination", "nomination", "the record of nominations"),
    ("reports_commendation", "commendation", "the record of commendations"),
)


def statements(vendor: str, *, create: bool) -> list[str]:
    """The statements of the record of units for a database vendor."""
    return append_only.statements(
        vendor,
        table="reports_unitachievement",
        prefix="achievement",
        what="the record of units",
        create=create,
    )


def of_numbers(vendor: str, *, create: bool) -> list[str]:
    """The same on `UnitNumber`."""
    return append_only.statements(
        vendor,
        table="reports_unitnumber",
        prefix="unit_number",
        what="the numbers of units",
        create=create,
    )


def cycle_statements(vendor: str, *, create: bool) -> list[str]:
    """The statements of the report cycle's tables."""
    return [
        line
        for table, (prefix, what) in FROZEN.items()
        for line in append_only.statements(vendor, table=table, prefix=prefix, what=what, create=create)
    ]


def campaign_statements(vendor: str, *, create: bool) -> list[str]:
    """Those of closed rounds, nominations and commendations."""
    return [
        line
        for table, prefix, what in CAMPAIGNS
        for line in append_only.statements(vendor, table=table, prefix=prefix, what=what, create=create)
    ]


def training_plan_statements(vendor: str, *, create: bool) -> list[str]:
    """Those of the history of units' training plans."""
    return append_only.statements(
        vendor,
        table="reports_trainingplanstep",
        prefix="training_plan_step",
        what="the history of training plans",
        create=create,
    )
