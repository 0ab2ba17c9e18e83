"""How often one account may report what it watched."""

from common.limits import PerMinute

REPORTS = PerMinute(240)  # a player sends eight a minute, somebody with ten tabs eighty
