"""Posts of any length, each of one shape: what grows must cost in proportion."""


def clock(minutes):
    return f"{minutes // 60:02}:{minutes % 60:02}"


def rows(n):
    """A programme as a table, one room after the other."""
    head = "# Meetup on 4 December 2024\n\n| Time | Title | Room | Speaker |\n|---|---|---|---|\n"
    start = [i * 7 % 1380 for i in range(n)]
    return head + "".join(
        f"| {clock(s)}-{clock(s + 20)} | Talk {i} | Room {i % 50} | Ada Moreau |\n" for i, s in enumerate(start)
    )


def tables(n):
    """A table an hour."""
    return "# Meetup\n\n" + "".join(f"| Time | Title |\n|---|---|\n| {clock(i % 1440)} | Talk {i} |\n\n" for i in range(n))


def loose_rows(n):
    """A table without a delimiter row."""
    return "# Meetup\n\n" + "".join(f"| {clock(i % 1440)} | Talk {i} |\n" for i in range(n))


def html_rows(n):
    """An HTML table whose cells reach over rows, with a table in each."""
    row = '<tr><td rowspan="2">{}</td><td>Talk {}<table><tr><td>1</td></tr></table></td></tr>\n'
    return "# Meetup\n\n<table>\n" + "".join(row.format(clock(i % 1440), i) for i in range(n)) + "</table>\n"


def links(n):
    """Links and images, a paragraph each."""
    return "# Links\n\n" + "".join(f"[Page {i}](https://example.org/{i}) and ![Photo {i}](p{i}.png)\n\n" for i in range(n))


def links_in_one_line(n):
    """All links in one paragraph."""
    return "# Links\n\n" + "".join(f"[Page {i}](https://example.org/{i}) " for i in range(n)) + "\n"


def references(n):
    """Reference links with their definitions."""
    return "".join(f"[Page {i}][r{i}]\n\n" for i in range(n)) + "".join(f"[r{i}]: https://example.org/{i}\n" for i in range(n))


def headings(n):
    """A dated heading for each day."""
    return "".join(f"## Day {i}: {i % 28 + 1} December 2024\n\nText\n\n" for i in range(n))


def same_headings(n):
    """Headings that share one name, and links to it."""
    return "".join("## Programme\n\nSee [above](#programme).\n\n" for _ in range(n))


def lists(n):
    """A programme as a list, with parts."""
    return "# Meetup\n\n" + "".join(f"- {clock(i % 1440)} Talk {i}\n  - part {i}\n" for i in range(n))


def nested_lists(n):
    """Slots one level down, under items that are none."""
    return "# Meetup\n\n" + "".join(f"- Block {i}\n  - {clock(i % 1440)} Talk {i}\n" for i in range(n))


def lines(n):
    """A programme in one paragraph, its lines broken and its times bold."""
    return "# Meetup\n\n" + "".join(f"**{clock(i % 1440)}** Talk {i} is *new*  \n" for i in range(n))


def sentences(n):
    """Dates in running text."""
    return "".join(f"We meet on {i % 28 + 1} December 2024 at 18:{i % 60:02} CET, room {i}.\n\n" for i in range(n))


def suppressions(n):
    """A suppression for each finding."""
    line = "<!-- eventlint-disable-next-line text/placeholder : reason {} -->\nTBA\n\n"
    return "# Meetup\n\n" + "".join(line.format(i) for i in range(n))


def front_matter(n):
    """Sessions in the front matter."""
    one = "  - title: Talk {0}\n    start: 2024-12-04T10:00\n    end: 2024-12-04T11:00\n    room: Room {0}\n"
    return "---\ntitle: Meetup\nsessions:\n" + "".join(one.format(i) for i in range(n)) + "---\n\n# Meetup\n"


def tags(n):
    """Template tags that are opened and never closed."""
    return "# Meetup\n\n" + "".join("{% if open %}\n\n" for _ in range(n))


def components(n):
    """An entry a component, its day and time as attributes."""
    entry = '<Session date="5 June" time="{}-{}">Maps {}</Session>\n\n'
    return "# Programme\n\n" + "".join(entry.format(clock(540 + i % 400), clock(570 + i % 400), i) for i in range(n))


def code(n):
    """Programmes in blocks of code."""
    return "# Programme\n\n" + "```\n9:00 Doors\n10:00 Maps\n11:00 Trains\n```\n\n" * (n // 5)


def weekdays(n):
    """A list whose entries begin with a weekday."""
    return "# Programme\n\n" + "".join(f"- Friday {clock(540 + i % 400)} - Maps {i}\n" for i in range(n))


def starts_behind(n):
    """A list whose titles have a start behind them."""
    return "# Programme\n\n" + "".join(f"- Maps {i}: {clock(540 + i % 400 // 5 * 5)}\n" for i in range(n))


def names_before(n):
    """Items whose names stand before their days and times."""
    return "# Programme\n\n" + "".join(f"- Maps {i}: Friday {i % 28 + 1} December 2024, {clock(540 + i % 400)}\n" for i in range(n))


def diary(n):
    """Days with their times behind them, in items and in paragraphs."""
    items = "".join(f"- **{i % 28 + 1} May**: Maps. _{clock(540 + i % 400)}:_ Walk {i}\n" for i in range(n))
    paragraphs = "".join(f"{i % 28 + 1} December 2024 - Walk {i}, {clock(540 + i % 80 * 5)}\n\n" for i in range(n))
    return f"# 2024\n\n{items}\n{paragraphs}"


def fields(n):
    """Entries in one list, each a title and what begins and ends it."""
    return "# Programme\n\n" + "".join(f"- **Maps {i}**\n- Starts: {clock(i % 1400)}\n- Ends: {clock(i % 1400 + 30)}\n" for i in range(n))


def several_times(n):
    """Entries that are given three times each."""
    slots = lambda i: ", ".join(clock(540 + i % 100 + 120 * k) for k in range(3))
    return "# Programme\n\n" + "".join(f"- {slots(i)}: Maps {i}\n" for i in range(n))


def times_over(n):
    """Bold times over lists, and headings with dotted ones."""
    lists = "".join(f"**{clock(i % 1440)}**\n\n- Maps {i}\n\n" for i in range(n))
    return "# Programme\n\n" + lists + "".join(f"## {10 + i % 10}.{i % 60:02} Walk {i}\n\nText.\n\n" for i in range(n))


def days_and_times(n):
    """Items that begin with a day and end with a time, and days by number."""
    items = "".join(f"* **{i % 28 + 1} December 2026:** Play {i} – 6pm\n" for i in range(n))
    return "# Diary\n\n" + items + "".join(f"## Day {i}\n\n- 9:00 Maps {i}\n\n" for i in range(n))


def boxes(n):
    """Times in boxes of HTML over their titles."""
    return "# Meetup\n\n" + "".join(f"<div>\n<p>Text {i}</p>\n<time>{clock(i % 1440)} — Hall</time>\n<h3>Talk {i}</h3>\n</div>\n\n" for i in range(n))


def halves(n):
    """am and pm that can't be meant, and afternoons without them."""
    slips = "".join(f"- 9:{i % 60:02} am - 10:00 am: Maps {i}\n- 11:00 am - 12:{i % 60:02} am: Trains {i}\n" for i in range(n))
    table = "| Time | Title |\n|---|---|\n" + "".join(f"| {i}:00 | Talk {i} |\n" for i in range(1, 5)) + "\n"
    return "# Meetup\n\n" + slips + "\n" + table * (n // 4)


def bare_starts(n):
    """Lists of nothing but starts."""
    return "# Masses\n\n" + "".join(f"**Week {i}**\n\n- 7:00\n- 8:30\n\n" for i in range(n))


def parted_links(n):
    """Links with a blank before their address."""
    return "# Meetup\n\n" + "".join(f"See [the map {i}] (https://a.org/map{i}) today.\n\n" for i in range(n))


def definitions(n):
    """Times as terms over their titles, and dates in numbers."""
    entry = "{0}\n: Talk {1}, since 0{2}/11/2026\n\n**{0}**\n\nTalk {1}\n\n"
    return "# Meetup\n\n" + "".join(entry.format(clock(i % 1440), i, i % 9 + 1) for i in range(n))


def unclosed_html(n):
    """Links of HTML that do not end."""
    return "# Meetup\n\n" + "".join(f'<a href="p{i}.html">\n\n' for i in range(n))


def open_quotes(n):
    """Tags whose quotation mark never closes, in one line."""
    return "# Meetup\n\n" + "".join(f'<a href="p{i}.html>map {i}</a> ' for i in range(n)) + "\n"


def zone_columns(n):
    """A table of times in two zones."""
    head = "# Meetup on 4 December 2024\n\n| Time (CET) | Time (UTC) | Title |\n|---|---|---|\n"
    start = [i * 7 % 1380 for i in range(n)]
    return head + "".join(f"| {clock(s + 60)} | {clock(s)} | Talk {i} |\n" for i, s in enumerate(start))


def footnotes(n):
    """Footnotes and their notes."""
    return "".join(f"Text[^{i}]\n\n" for i in range(n)) + "".join(f"[^{i}]: note {i}\n\n" for i in range(n))


def emphasis(n):
    """Emphasis that opens and never closes."""
    return "# Meetup\n\n" + "*a **b _c " * n + "\n"


def backticks(n):
    """Runs of backticks of many lengths."""
    return "# Meetup\n\n" + "".join("`" * (i % 40 + 1) + " " for i in range(n)) + "\n"


SHAPES = [
    rows, tables, loose_rows, html_rows, links, links_in_one_line, references, headings, same_headings, lists,
    nested_lists, lines, sentences, suppressions, front_matter, tags, components, code, weekdays, starts_behind,
    names_before, diary, fields, several_times, times_over, days_and_times, boxes, halves, bare_starts,
    parted_links, definitions, unclosed_html, open_quotes, zone_columns, footnotes, emphasis, backticks,
]  # fmt: skip


def shared(n):
    """Posts that share rooms and speakers: a text for each."""
    slots = "".join(f"| {clock(540 + 60 * k)}-{clock(600 + 60 * k)} | Talk {{0}} {k} | Room {k} | Ada Moreau |\n" for k in range(5))
    post = "# Meetup on 4 December 2024\n\n| Time | Title | Room | Speaker |\n|---|---|---|---|\n" + slots
    return [post.format(i) for i in range(n)]
