"""Work behind the pages: queues, the timetable, news between apps and questions of lower apps to higher ones."""

from lms.settings.languages import TIME_ZONE

CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # Longer than the longest transcode, or it would be delivered twice while it runs.
    "visibility_timeout": 6 * 3600,
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,
}
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = {
    "content.tasks.*": {"queue": "video"},
    "certificates.periodic.work_on_batch": {
        "queue": "import"
    },  # long: a file that somebody waits for goes its way
    "certificates.*": {"queue": "pdf"},
    "assessments.periodic.count_statistics": {"queue": "import"},  # a large test takes a minute
    "people.sms.tasks.*": {"queue": "mail"},
    "people.periodic.mail_notices": {"queue": "mail"},
    "reports.periodic.send_reminders": {"queue": "mail"},
    "reports.periodic.prepare_reminders": {"queue": "import"},  # a whole province takes a minute
    "people.periodic.work_on_roster": {"queue": "import"},
    "people.periodic.make_roster_result": {"queue": "import"},
    "assessments.periodic.work_on_regrade": {"queue": "import"},
    "courses.periodic.work_on_past_class": {"queue": "import"},
    "courses.periodic.make_evidence_folder": {"queue": "import"},
    "reports.periodic.tend_report_cycles": {"queue": "import"},
    "reports.periodic.work_on_bulk": {"queue": "import"},
    "reports.periodic.make_export": {"queue": "import"},
    "reports.periodic.count_figures": {"queue": "import"},
    "reports.periodic.check_figures": {"queue": "import"},
}
CELERY_BEAT_SCHEDULE = {
    "close-overdue-attempts": {"task": "assessments.periodic.close_overdue", "schedule": 60.0},
    "issue-certificates": {"task": "certificates.periodic.issue_due", "schedule": 30.0},
    "requeue-certificate-batches": {"task": "certificates.periodic.requeue_batches", "schedule": 30.0},
    "forget-certificate-batch-files": {
        "task": "certificates.periodic.forget_batch_files",
        "schedule": 24 * 3600.0,
    },
    "requeue-question-imports": {"task": "assessments.periodic.requeue_imports", "schedule": 60.0},
    "forget-question-imports": {"task": "assessments.periodic.forget_import_files", "schedule": 24 * 3600.0},
    "requeue-regrades": {"task": "assessments.periodic.requeue_regrades", "schedule": 30.0},
    "requeue-video-jobs": {"task": "content.periodic.requeue_lost", "schedule": 30.0},
    "enrol-assigned": {"task": "courses.periodic.enrol_assigned", "schedule": 60.0},
    "tend-classes": {"task": "courses.periodic.tend_classes", "schedule": 60.0},
    "forget-class-files": {"task": "courses.periodic.forget_class_files", "schedule": 24 * 3600.0},
    "requeue-evidence-folders": {"task": "courses.periodic.requeue_evidence_folders", "schedule": 30.0},
    "requeue-past-classes": {"task": "courses.periodic.requeue_past_classes", "schedule": 30.0},
    "check-progress": {"task": "courses.periodic.check_progress", "schedule": 24 * 3600.0},
    "count-statistics": {"task": "assessments.periodic.count_statistics", "schedule": 300.0},
    "count-viewing": {"task": "courses.periodic.count_viewing", "schedule": 3600.0},
    "expire-telemetry": {"task": "courses.periodic.expire_telemetry", "schedule": 24 * 3600.0},
    "requeue-desk-jobs": {"task": "reports.periodic.requeue_jobs", "schedule": 30.0},
    "forget-desk-files": {"task": "reports.periodic.forget_files", "schedule": 24 * 3600.0},
    "requeue-rosters": {"task": "people.periodic.requeue_rosters", "schedule": 30.0},
    "forget-roster-files": {"task": "people.periodic.forget_roster_files", "schedule": 24 * 3600.0},
    "mail-notices": {"task": "people.periodic.mail_notices", "schedule": 60.0},
    "refresh-figures": {"task": "reports.periodic.refresh_figures", "schedule": 15.0},
    "count-figures": {"task": "reports.periodic.count_figures", "schedule": 30.0},
    "check-figures": {"task": "reports.periodic.check_figures", "schedule": 24 * 3600.0},
    "give-courses": {"task": "reports.periodic.give_courses", "schedule": 24 * 3600.0},
    "forget-phone-codes": {"task": "people.periodic.forget_phone_codes", "schedule": 24 * 3600.0},
    "forget-ended-sessions": {"task": "people.periodic.forget_ended_sessions", "schedule": 24 * 3600.0},
    "sweep-views": {"task": "content.periodic.sweep_views", "schedule": 86400.0},
    "sweep-receipts": {"task": "content.periodic.sweep_receipts", "schedule": 86400.0},
    "sweep-uploads": {"task": "content.periodic.sweep_uploads", "schedule": 600.0},
    "measure-legibility": {"task": "content.periodic.measure_legibility", "schedule": 300.0},
    "prepare-reminders": {"task": "reports.periodic.prepare_reminders", "schedule": 300.0},
    "send-reminders": {"task": "reports.periodic.send_reminders", "schedule": 60.0},
    "tend-report-cycles": {"task": "reports.periodic.tend_report_cycles", "schedule": 3600.0},
    "tend-commune-pages": {"task": "content.periodic.tend_commune_pages", "schedule": 3600.0},
    "publish-scheduled": {"task": "content.periodic.publish_scheduled", "schedule": 60.0},
}
# News that a lower app tells and a higher one hears (common.nudges); the periodic jobs above are the truth.
NUDGES = {
    "course_completed": ["certificates.periodic.issue_for_enrolment"],
    "certificate_wanted": ["certificates.periodic.make_file"],
    "certificate_batch_waits": ["certificates.periodic.work_on_batch"],
    "certificates_mended": ["certificates.periodic.draw_waiting"],
    "roster_waits": ["people.periodic.work_on_roster"],
    "past_class_waits": ["courses.periodic.work_on_past_class"],
    "evidence_folder_wanted": ["courses.periodic.make_evidence_folder"],
    "roster_result_wanted": ["people.periodic.make_roster_result"],
    "question_import_waits": ["assessments.periodic.work_on_import"],
    "people_changed": [
        "courses.periodic.enrol_assigned",
        "reports.periodic.refresh_figures",
        "reports.periodic.give_courses",
    ],
    "course_rule_changed": ["reports.periodic.give_courses"],
    "bulk_deed_waits": ["reports.periodic.work_on_bulk"],
    "export_waits": ["reports.periodic.make_export"],
    "regrade_waits": ["assessments.periodic.work_on_regrade"],
}

# Questions that a lower app asks of higher ones: who of these people (keys) has a record that must not lose them.
PEOPLE_IN_USE = ["courses.queries.learned.people_who_learned"]
# And: for which of these enrolments (keys) does a certificate stand, so that a pass is not taken from under it.
ENROLMENTS_CERTIFIED = ["certificates.queries.standing.enrolments_certified"]
# And how many of their records rest on these facts (keys), which then must not be retracted.
EVENTS_IN_USE = ["certificates.queries.in_use.certificates_resting_on"]
# What each app puts into the evidence folder of a class.
CLASS_FOLDER_PARTS = [
    "courses.services.afterwards.parts.parts_of_class",
    "assessments.class_folder.parts_of_class",
    "certificates.class_folder.parts_of_class",
]
