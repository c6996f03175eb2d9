from celery.schedules import crontab

# A lost or doubled message costs a minute: every minute the bell rings for all work that waits as rows.
MINUTE = 60.0

BEAT_SCHEDULE = {
    "recompute stale figures": {"task": "indicators.tasks.recompute_stale", "schedule": MINUTE},
    "publish releases whose minute has come": {"task": "indicators.tasks.publish_due_releases", "schedule": MINUTE},
    "check releases that wait": {"task": "indicators.tasks.check_waiting_releases", "schedule": MINUTE},
    "seal the audit trail": {"task": "accounts.tasks.seal_audit", "schedule": MINUTE},
    "send notices": {"task": "accounts.tasks.send_notices", "schedule": MINUTE},
    "send the mail of the day": {"task": "accounts.tasks.send_daily_mail", "schedule": MINUTE},
    "forget what was never sent": {"task": "accounts.tasks.forget_unsent", "schedule": crontab(hour=4, minute=20)},
    "send answers to doubts": {"task": "indicators.tasks.mail_doubt_answers", "schedule": MINUTE},
    "send letters to those who asked": {"task": "initiatives.tasks.mail_enquirers", "schedule": MINUTE},
    "follow enquiries of investors": {"task": "initiatives.tasks.follow_enquiries", "schedule": crontab(minute=35)},
    "hold stored figures against computed ones": {
        "task": "indicators.tasks.compare_figures",
        "schedule": crontab(hour=3, minute=30),
    },
    "remind authorities": {"task": "initiatives.tasks.remind_authorities", "schedule": crontab(minute=15)},
    "remind of terms that end": {"task": "initiatives.tasks.remind_of_terms", "schedule": crontab(hour=8, minute=5)},
    "scan documents that wait": {"task": "initiatives.tasks.scan_waiting_documents", "schedule": MINUTE},
    "remind councils": {"task": "initiatives.tasks.remind_councils", "schedule": crontab(minute=25)},
    "remind members of their returns": {"task": "initiatives.tasks.remind_members", "schedule": crontab(minute=25)},
    "print letters of rounds that are over": {"task": "clusterportal.tasks.issue_letters", "schedule": MINUTE},
    "make files that were asked for": {"task": "clusterportal.tasks.produce_waiting_exports", "schedule": MINUTE},
    "delete files whose days are over": {
        "task": "clusterportal.tasks.drop_expired_exports",
        "schedule": crontab(minute=50),
    },
    "look at the lights of targets": {"task": "initiatives.tasks.follow_targets", "schedule": crontab(minute=40)},
    "close rounds whose limit has passed": {
        "task": "initiatives.tasks.close_expired_rounds",
        "schedule": crontab(minute="*/10"),
    },
}
