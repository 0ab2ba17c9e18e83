"""What trainers write: pages and media. Pages write; courses remembers."""

from content.models.course_pages import CoursePage, LessonPage, QuizPage
from content.models.legibility import Legibility
from content.models.material import MaterialPage
from content.models.media import Rendition, Video, VideoJob
from content.models.shelf import ShelfItem
from content.models.site_pages import CatalogueIndexPage, HomePage, MaterialIndexPage, TutorialIndexPage
from content.models.tutorial import TutorialPage
from content.models.upload import Upload

__all__ = [
    "CatalogueIndexPage",
    "CoursePage",
    "HomePage",
    "Legibility",
    "LessonPage",
    "MaterialIndexPage",
    "MaterialPage",
    "QuizPage",
    "Rendition",
    "ShelfItem",
    "TutorialIndexPage",
    "TutorialPage",
    "Upload",
    "Video",
    "VideoJob",
]
