"""What trainers write: pages and media. Pages write; courses remembers."""

from content.models.article import ArticlePage, CaseStudyPage
from content.models.commune import CommunePage
from content.models.course_pages import CoursePage, LessonPage, QuizPage
from content.models.download import MaterialTally
from content.models.invite import Invite, InviteOpening
from content.models.legibility import Legibility
from content.models.material import MaterialPage, MaterialVersion
from content.models.media import Rendition, Video, VideoJob
from content.models.print_run import PrintRun, PrintScan
from content.models.saved import ClaimedTutorial, SignReceipt, WifiPoint
from content.models.shelf import ShelfItem
from content.models.site_pages import (
    CaseStudyIndexPage,
    CatalogueIndexPage,
    CommuneIndexPage,
    HomePage,
    MaterialIndexPage,
    NewsIndexPage,
    TutorialIndexPage,
)
from content.models.tally import TutorialTally
from content.models.tutorial import TutorialPage
from content.models.upload import Upload

__all__ = [
    "ArticlePage",
    "CaseStudyIndexPage",
    "CaseStudyPage",
    "CatalogueIndexPage",
    "ClaimedTutorial",
    "CommuneIndexPage",
    "CommunePage",
    "CoursePage",
    "HomePage",
    "Invite",
    "InviteOpening",
    "Legibility",
    "LessonPage",
    "MaterialIndexPage",
    "MaterialPage",
    "MaterialTally",
    "MaterialVersion",
    "NewsIndexPage",
    "PrintRun",
    "PrintScan",
    "QuizPage",
    "Rendition",
    "ShelfItem",
    "SignReceipt",
    "TutorialIndexPage",
    "TutorialPage",
    "TutorialTally",
    "Upload",
    "Video",
    "VideoJob",
    "WifiPoint",
]
