"""What an editor writes by hand: dates, times and facts that contradict each other."""

import datetime

import pytest

from support.models import Offering, Schedule
from tests.support.editor import Editor

