"""What lessons and tutorials are built from, by family."""

from content.blocks.lesson import LessonBody
from content.blocks.tutorial import Checks, TutorialSteps

__all__ = ["Checks", "LessonBody", "TutorialSteps"]
