#!/usr/bin/env python3
"""A second reckoning of the terms, written apart from the first: walks the days one by one, standard library only.

reckon.py CALENDARS.json < questions > answers, one JSON object a line.
Question: {"clock", "pack", "start", "extend", "hearing"}; answer: {"nominal", "rolled", "control"}, null where unknown.
"""
import datetime
import json
import sys

DAY = datetime.timedelta(days=1)
CALENDAR_DAYS = {
    "CLK-01": 15, "CLK-02": 15, "CLK-03": 15, "CLK-05": 60, "CLK-06": 30, "CLK-07": 30, "CLK-08": 30,
    "CLK-09": 30, "CLK-10": 30, "CLK-13": 30, "CLK-17": 15, "XQ-01": 3,
}
WORKING_DAYS = {"CLK-04": 5, "CLK-12a": 1, "CLK-12b": 3, "CLK-12c": 10, "XQ-02": 5, "XQ-03": 5, "XQ-05": 5, "XQ-06": 15, "XQ-08": 5}


def load(path):
    with open(path, encoding="utf-8") as file:
        years = json.load(file)
    rest, work = set(), set()
    for year in years:
        for period in year["rest"]:
            day, last = (datetime.date.fromisoformat(period[end]) for end in ("from", "to"))
            while day <= last:
                rest.add(day)
                day += DAY
        work.update(datetime.date.fromisoformat(day["on"]) for day in year["makeUp"])
    return {year["year"] for year in years}, rest, work


def main():
    loaded, rest, work = load(sys.argv[1])

    def works(day):
        """True, False, or None for a year of which nothing is known."""
        if day.year not in loaded:
            return None
        return day in work or (day.weekday() < 5 and day not in rest)

    def seek(day, step):
        while works(day) is False:
            day += step
        return day if works(day) else None

    def answer(question):
        start = datetime.date.fromisoformat(question["start"])
        clock = question["clock"]
        if clock in WORKING_DAYS:
            day, left = start, WORKING_DAYS[clock]
            while left:
                day += DAY
                known = works(day)
                if known is None:
                    return None, None, None
                left -= known
            return day, day, day
        days = CALENDAR_DAYS[clock] + question["extend"]
        if clock == "CLK-10":
            days += question["hearing"]
        nominal = start + days * DAY
        return nominal, seek(nominal, DAY), seek(nominal, -DAY)

    for line in sys.stdin:
        dates = answer(json.loads(line))
        print(json.dumps({name: date and date.isoformat() for name, date in zip(("nominal", "rolled", "control"), dates)}))


main()
