"""Courses of ours: short, each statement with where it comes from, read by no practitioner yet.

What is asked for comes from the duties in `docs/reference/ethics.md`, which name the same sources. All people are
invented. Where nothing else is said a source was compared with no text.
"""

from safeconduct.public.learning.seeding.courses.first_contact import FIRST
from safeconduct.public.learning.seeding.courses.justice import JUSTICE
from safeconduct.public.learning.seeding.courses.lawyer import LAWYER
from safeconduct.public.learning.seeding.courses.psychologist import PSYCHOLOGIST
from safeconduct.public.learning.seeding.courses.social_worker import SOCIAL_WORKER
from safeconduct.public.learning.seeding.parts import Course

US = "Casa Salcia (invented)"
LIST = {
    "title": "Training",
    "slug": "training",
    "introduction": "Short courses by profession: chapters to read, a situation to decide, and the same to do.",
}
COURSES: list[Course] = [LAWYER, SOCIAL_WORKER, JUSTICE, PSYCHOLOGIST, FIRST]
