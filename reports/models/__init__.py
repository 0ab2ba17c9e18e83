"""Targets and what units reached, chasing, report cycles and their runs, campaigns, the desk's deeds and files."""

from reports.models.achievement import UnitAchievement
from reports.models.broadcast import Broadcast, BroadcastSlot
from reports.models.bulk import BulkDeed, BulkLine
from reports.models.campaign import Campaign, CampaignRound, CampaignTarget, Scoring
from reports.models.campaign_result import Commendation, Nomination, RoundResult, RoundRow
from reports.models.chasing import ChasePlan, ChaseSkip, Holiday, ReminderChoice
from reports.models.consolidated import Consolidated, IssuedFile
from reports.models.course_rule import CourseGift, CourseRule
from reports.models.criterion import CourseCriterion, Criterion, CriterionSet
from reports.models.cycle import ReportCycle, UnitReport, UnitReportStep
from reports.models.export import ExportFile
from reports.models.job import OPEN, Job, JobState
from reports.models.letter import ChaseLetter
from reports.models.messages import ChaseDelivery, ChaseListing, ChaseMessage, ChaseReason
from reports.models.paper import DistributionList, LegalBasis
from reports.models.plan import Area, Plan, Programme
from reports.models.rollup import RollUp, TargetSpan, TargetStep, Touched
from reports.models.run import ReportRun, RunFile
from reports.models.saved_view import SavedView
from reports.models.target import Counts, Target, TargetPartner, TargetUnit
from reports.models.training_plan import TrainingPlan, TrainingPlanLine, TrainingPlanStep
from reports.models.unit_number import POPULATIONS, Measure, UnitNumber

__all__ = [
    "OPEN", "POPULATIONS", "Area", "Broadcast", "BroadcastSlot", "BulkDeed", "BulkLine", "Campaign",
    "CampaignRound", "CampaignTarget",
    "ChaseDelivery", "ChaseLetter", "ChaseListing", "ChaseMessage", "ChasePlan", "ChaseReason", "ChaseSkip",
    "Commendation", "Consolidated", "Counts", "CourseCriterion", "CourseGift", "CourseRule", "Criterion", "CriterionSet",
    "DistributionList",
    "ExportFile", "Holiday", "IssuedFile", "Job", "JobState", "LegalBasis", "Measure", "Nomination", "Plan",
    "Programme", "ReminderChoice", "ReportCycle", "ReportRun", "RollUp", "RoundResult", "RoundRow", "RunFile",
    "SavedView", "Scoring", "Target", "TargetPartner", "TargetSpan", "TargetStep", "TargetUnit", "Touched",
    "TrainingPlan", "TrainingPlanLine", "TrainingPlanStep", "UnitAchievement", "UnitNumber", "UnitReport",
    "UnitReportStep",
]  # fmt: skip
