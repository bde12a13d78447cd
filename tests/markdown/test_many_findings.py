"""A block in which a rule finds more than anybody reads."""


def page(count):
    copies = "".join(f"COPY --from=biuld{number}x /a /b\n" for number in range(count))
    return (
        f"```dockerfile\nFROM golang:1.25 AS build\nRUN make\nFROM alpine:3.22\nCOPY --from=build /a /b\n{copies}```\n"
    )


def test_the_last_of_very_many_says_how_many_more_there_are(convert):
    reports = convert(page(300)).host.reports
    assert len(reports) == 20
    assert [report.place.line for report in reports] == list(range(6, 26))
    assert reports[-1].message.endswith("There are 280 more findings of this rule in this example.")
    assert "more findings of this rule" not in reports[0].message


def test_twenty_are_told_one_by_one(convert):
    reports = convert(page(20)).host.reports
    assert len(reports) == 20
    assert not any("more findings of this rule" in report.message for report in reports)


def test_one_more_is_told_as_one(convert):
    reports = convert(page(21)).host.reports
    assert len(reports) == 20
    assert reports[-1].message.endswith("There is 1 more finding of this rule in this example.")
