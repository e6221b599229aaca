"""Outside the feature grid: what a worker does beside the pages, and the queue that hands it out."""

import logging
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from secrets import token_hex
from socket import gethostname
from threading import Event, Lock
from time import monotonic
from typing import Any

from flask import Flask

from app.config import Settings
from app.domain.errors import DomainError
from app.gateways import clock
from app.services.candidates.reading import read_waiting
from app.services.candidates.retaining import erase_overdue
from app.services.candidates.settling import settle_erasures, sweep_erased
from app.services.ladders.previewing import compute_waiting
from app.services.notifications import queue_all_due
from app.services.notifications.composing import compose
from app.services.notifications.sending import LIMIT, Compose, send_due
from app.services.scheduling.busy import refresh_busy
from app.services.scheduling.clocks import recheck_clocks
from app.services.scheduling.holidays import fill_holidays
from app.services.scheduling.invitation_rows import stand_behind_bookings

logger = logging.getLogger(__name__)

# A task of mail goes on for most of its minute, so that a message leaves within seconds of its time.
DRAINING_SECONDS = 55.0
PAUSE_SECONDS = 2.0
SHORT_PAUSE_SECONDS = 0.2
# One for mail, one for what waits for other people's servers, one for what pages wait for, one for the rest.
WORKERS = 4
# How long a message that is on its way is waited for when the worker is to end.
PATIENCE_SECONDS = 10.0
HEALTH_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Job:
    """Something done again and again: in these minutes of each of these hours, as cron has it."""

    name: str
    do: Callable[[datetime], object]
    minute: str
    hour: str = "*"


JOBS = (
    Job("read_files", read_waiting, minute="*"),
    Job("queue_reminders", queue_all_due, minute="*/5"),
    Job("refresh_busy", refresh_busy, minute="*/5"),
    # It asks only for what is missing, so that somebody who names a new country waits for an hour at most.
    Job("fill_holidays", fill_holidays, minute="7"),
    Job("recheck_clocks", recheck_clocks, minute="13", hour="3"),
    Job("settle_erasures", settle_erasures, minute="23"),
    Job("erase_overdue", erase_overdue, minute="31", hour="2"),
    # After it, since nobody is about at that hour whom a rewritten database keeps waiting.
    Job("sweep_erased", sweep_erased, minute="43", hour="2"),
)


@dataclass
class Jobs:
    """The jobs of one application. Nothing is opened before a worker starts."""

    app: Flask
    compose: Compose
    stopping: Event = field(default_factory=Event)
    _draining: Lock = field(default_factory=Lock)
    _previewing: Lock = field(default_factory=Lock)
    _name: str = field(default_factory=lambda: f"{gethostname()[:30]}:{os.getpid()}:{token_hex(4)}")

    def queue(self) -> Any:
        """The queue with every job in it: in a file of this machine, or in Redis where RUNG_JOBS_URL says so.

        The library is loaded here, since it costs half a second that no page should pay.
        """
        huey = import_module("huey")
        settings: Settings = self.app.config["RUNG"]
        if settings.jobs_url:
            queue = huey.RedisHuey("rung", url=settings.jobs_url, results=False)
        else:
            settings.jobs_file.parent.mkdir(parents=True, exist_ok=True)
            queue = huey.SqliteHuey("rung", filename=str(settings.jobs_file), results=False)
        # What waited for a minute is overdue: the next of its kind is there by then.
        queue.periodic_task(huey.crontab(), name="drain_mail", expires=60)(self.drain_mail)
        queue.periodic_task(huey.crontab(), name="drain_previews", expires=60)(self.drain_previews)
        for job in JOBS:
            times = huey.crontab(minute=job.minute, hour=job.hour)
            do_soon = queue.periodic_task(times, name=job.name, expires=300)(self._task(job))
            do_soon()  # a worker that starts makes up at once for what was missed
        return queue

    def work(self, beside: Callable[[], bool] = lambda: True) -> None:
        """Be a worker until somebody says stop, or until `beside` says that whom it works for is gone."""
        consumer = self.queue().create_consumer(
            workers=WORKERS, max_delay=1.0, shutdown_timeout=PATIENCE_SECONDS, worker_type="thread"
        )
        consumer.start()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: self.stopping.set())
        checked = monotonic()
        while not self.stopping.wait(1.0) and beside():
            if monotonic() - checked >= HEALTH_SECONDS:
                consumer.check_worker_health()
                checked = monotonic()
        self.stopping.set()
        consumer.stop(graceful=True)

    def drain_mail(self) -> None:
        """Send what is due for most of a minute; one task of a process at a time, the others come back at once."""
        if not self._draining.acquire(blocking=False):
            return
        try:
            until = monotonic() + DRAINING_SECONDS
            while not self.stopping.is_set() and monotonic() < until:
                self.do("stand_behind_bookings", stand_behind_bookings)  # letters hold the links that it makes
                if not self.do("drain_mail", self._send_some):
                    self.stopping.wait(PAUSE_SECONDS)
        finally:
            self._draining.release()

    def drain_previews(self) -> None:
        """Compute impact previews for most of a minute, as mail is sent: whoever asked looks at the page meanwhile."""
        if not self._previewing.acquire(blocking=False):
            return
        try:
            until = monotonic() + DRAINING_SECONDS
            while not self.stopping.is_set() and monotonic() < until:
                is_some_left = self.do("compute_previews", compute_waiting)
                self.stopping.wait(SHORT_PAUSE_SECONDS if is_some_left else PAUSE_SECONDS)
        finally:
            self._previewing.release()

    def do(self, name: str, job: Callable[[datetime], object]) -> object:
        """Do one job now. Whatever goes wrong is logged: the next time may go well, and the other jobs go on."""
        try:
            with self.app.app_context():
                return job(clock.now())
        except DomainError as error:
            logger.warning("%s: %s", name, error.message)
        except Exception:
            logger.exception("%s went wrong", name)
        return None

    def _task(self, job: Job) -> Callable[[], None]:
        """The job, unless it still runs since the last time: servers that keep it waiting hold one worker, not all."""
        running = Lock()

        def task() -> None:
            if not running.acquire(blocking=False):
                return
            try:
                self.do(job.name, job.do)
            finally:
                running.release()

        return task

    def _send_some(self, now: datetime) -> bool:
        """Send some of what is due; whether there may be more."""
        done = send_due(now, worker=self._name, compose=self.compose, is_stopping=self.stopping.is_set)
        return done.sent + done.dropped >= LIMIT


def start_jobs(app: Flask) -> None:
    """Let the application know its jobs; the command `flask --app wsgi jobs work` does them."""
    app.extensions["jobs"] = Jobs(app, compose)
