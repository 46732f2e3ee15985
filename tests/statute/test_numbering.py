import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from gongkai.statute.identifiers import index_number
from gongkai.statute.laws import load
from gongkai.statute.numbering import Number, NumberingError, Pattern, default_pattern, fields, format_number, parse_number, pattern

untimed = settings(deadline=None)  # a busy machine is slow
DOCUMENT = "{organ}〔{year}〕{serial}号"


def refusal_text(error: NumberingError) -> str:
    return error.message.text("en")


def refusal(error: pytest.ExceptionInfo[NumberingError]) -> str:
    return refusal_text(error.value)


@pytest.mark.parametrize(
    ("text", "number", "printed"),
    [
        (DOCUMENT, Number(2024, 12, organ="云市监公开"), "云市监公开〔2024〕12号"),
        ("云市监公开〔{year}〕{serial}号", Number(2024, 12), "云市监公开〔2024〕12号"),
        ("GK{year}-{serial:05}", Number(2024, 7), "GK2024-00007"),
        ("GK{year}-{serial:05}", Number(2024, 123456), "GK2024-123456"),  # longer than its width: nothing is cut
        ("{year}{serial:04}", Number(2024, 15), "20240015"),
        ("第{serial}号（{year}）", Number(2024, 3), "第3号（2024）"),
        ("{code}/{year}-{serial:05}", Number(2021, 2130, code="11620602MB161547XN"), "11620602MB161547XN/2021-02130"),
        (DOCUMENT, Number(2024, 1, organ="𠮷龘府办"), "𠮷龘府办〔2024〕1号"),
    ],
)
def test_a_number_is_printed_and_read_back(text: str, number: Number, printed: str) -> None:
    assert format_number(pattern(text), number) == printed
    assert parse_number(pattern(text), printed) == number


@pytest.mark.parametrize(
    "typed", ["云市监〔2024〕12号", "云市监[2024]12号", "云市监（2024）12 号", "云市监【２０２４】１２号", " 云市监﹝2024﹞12号\n"]
)
def test_a_document_number_is_read_as_people_type_it(typed: str) -> None:
    assert parse_number(pattern(DOCUMENT), typed) == Number(2024, 12, organ="云市监")


@pytest.mark.parametrize(
    "text",
    [
        "云市监〔2024〕012号",  # GB/T 9704: no leading zeros
        "云市监〔2024〕第12号",
        "云市监〔24〕12号",
        "云市监〔2024〕0号",
        "云市监〔2024〕1234567890号",
        "云市监〔2024〕12",
        "〔2024〕12号",
        "",
        "云" * 300,
    ],
)
def test_what_is_no_number_of_the_pattern_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(NumberingError) as error:
        parse_number(pattern(DOCUMENT), text)
    assert refusal(error) == f"“{text[:60]}” is not a number like 示例〔2024〕1号"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "The pattern “” needs {year}"),
        ("〔{year}〕号", "The pattern “〔{year}〕号” needs {serial}"),
        ("{serial:05}", "The pattern “{serial:05}” needs {year}"),
        ("{year}-{serial}-{year}", "The pattern “{year}-{serial}-{year}” has {year} twice; leave one"),
        ("{year}-{serial}{", "“{” at place 16 of “{year}-{serial}{” has no other half"),
        ("{year}-}{serial}", "“}” at place 8 of “{year}-}{serial}” has no other half"),
        ("{{year}}-{serial}", "“{” at place 1 of “{{year}}-{serial}” has no other half"),
        ("{month}{year}{serial}", "{month} is no field of a number; use {year}, {serial}, {organ}, {code}"),
        ("{year.__class__}-{serial}", "{year.__class__} is no field of a number; use {year}, {serial}, {organ}, {code}"),
        ("{year!r}-{serial}", "{year!r} is no field of a number; use {year}, {serial}, {organ}, {code}"),
        ("{}-{year}-{serial}", "{} is no field of a number; use {year}, {serial}, {organ}, {code}"),
        ("{year:02}-{serial}", "{year:02}: only the serial number takes a width, 01 to 09, as in {serial:05}"),
        ("{year}-{serial:5}", "{serial:5}: only the serial number takes a width, 01 to 09, as in {serial:05}"),
        ("{year}-{serial:00}", "{serial:00}: only the serial number takes a width, 01 to 09, as in {serial:05}"),
        ("{year}-{serial:}", "{serial:}: only the serial number takes a width, 01 to 09, as in {serial:05}"),
        ("{year}-{serial:0999999999}", "{serial:0999999999}: only the serial number takes a width, 01 to 09, as in {serial:05}"),
        ("{year} {serial}", "A pattern of numbers has no blanks and no signs that cannot be seen; take them out"),
        ("{year}\u200b{serial}", "A pattern of numbers has no blanks and no signs that cannot be seen; take them out"),
        ("号" * 61, "A pattern of numbers has at most 60 signs; this one has 61"),
        ("{organ}{year}-{serial}", "Put a sign that is neither letter nor digit between {organ} and {year}, such as 〔, - or /"),
        ("{year}-{serial}号{code}", "Put a sign that is neither letter nor digit between {serial} and {code}, such as 〔, - or /"),
        ("{organ}{code}〔{year}〕{serial}", "Put a sign that is neither letter nor digit between {organ} and {code}, such as 〔, - or /"),
    ],
)
def test_a_pattern_that_cannot_number_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(NumberingError) as error:
        pattern(text)
    assert refusal(error) == reason


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (Number(24, 1, "云"), "The year of a number has four digits; 24 has not"),
        (Number(12024, 1, "云"), "The year of a number has four digits; 12024 has not"),
        (Number(2024, 0, "云"), "A serial number runs from 1 to 999999999; 0 is none"),
        (Number(2024, 10**9, "云"), "A serial number runs from 1 to 999999999; 1000000000 is none"),
        (Number(2024, 1), "A number needs the organ's short form, letters and digits only, at most 60; “” is not that"),
        (Number(2024, 1, "云〔1〕"), "A number needs the organ's short form, letters and digits only, at most 60; “云〔1〕” is not that"),
        (Number(2024, 1, "云" * 61), f"A number needs the organ's short form, letters and digits only, at most 60; “{'云' * 60}” is not that"),
    ],
)
def test_what_cannot_be_numbered_is_refused_with_the_reason(number: Number, reason: str) -> None:
    with pytest.raises(NumberingError) as error:
        format_number(pattern(DOCUMENT), number)
    assert refusal(error) == reason


LITERALS = st.text(alphabet="第号字-/_0129A公〔()", max_size=4)
NAMES = st.text(alphabet="云12A0", min_size=1, max_size=4)
YEARS = st.integers(1000, 9999) | st.sampled_from([1111, 1112, 2111, 2222])
SERIALS = st.integers(1, 99999) | st.sampled_from([1, 11, 111, 2, 22])
NUMBERS = st.builds(Number, YEARS, SERIALS, NAMES, NAMES)
FIELD_ORDERS = (
    st.sampled_from(["{serial}", "{serial:04}"])
    .flatmap(lambda serial: st.sampled_from([["{year}", serial], ["{year}", serial, "{organ}"], ["{year}", serial, "{code}", "{organ}"]]))
    .flatmap(st.permutations)
)


@st.composite
def patterns(draw: st.DrawFn) -> Pattern:
    """Patterns that are accepted, with whatever between the fields, nothing too."""
    order = draw(FIELD_ORDERS)
    text = "".join(draw(LITERALS) + field for field in order) + draw(LITERALS)
    try:
        return pattern(text)
    except NumberingError:
        reject()


@untimed
@given(patterns(), NUMBERS, NUMBERS)
def test_two_different_years_or_serial_numbers_never_share_a_number_whatever_the_organ_is_called(made: Pattern, one: Number, other: Number) -> None:
    same = (one.year, one.serial) == (other.year, other.serial)
    assert same or format_number(made, one) != format_number(made, other)


@untimed
@given(patterns(), NUMBERS)
def test_every_number_of_every_pattern_is_read_back(made: Pattern, number: Number) -> None:
    read = parse_number(made, format_number(made, number))
    assert {name: getattr(read, name) for name in made.fields} == {name: getattr(number, name) for name in made.fields}


def test_touching_an_organ_would_give_two_numbers_one_text() -> None:
    # 云 with serial 11 and 云1 with serial 1 would both print 云11-2024: so the pattern is refused
    with pytest.raises(NumberingError):
        pattern("{organ}{serial}-{year}")


@untimed
@given(st.text(max_size=70))
def test_any_text_is_a_pattern_or_a_reasoned_refusal(text: str) -> None:
    try:
        told = format_number(pattern(text), Number(2024, 1, "云", "1"))
    except NumberingError as error:
        told = refusal_text(error)
    assert told


def test_the_patterns_to_start_from() -> None:
    assert format_number(default_pattern("document"), Number(2024, 12, "云市监公开")) == "云市监公开〔2024〕12号"
    assert format_number(default_pattern("register"), Number(2024, 12)) == "2024-00012"
    index = format_number(default_pattern("index"), Number(2021, 2130, code="11620602MB161547XN"))
    assert (index_number(index).year, index_number(index).serial) == (2021, "02130")
    assert set(load("numbering")["patterns"]) == {"document", "register", "index"}
    with pytest.raises(NumberingError) as error:
        default_pattern("wishes")
    assert refusal(error) == "No pattern of numbers is known for “wishes”; use one of document, register, index"


def test_every_field_is_explained_in_both_languages() -> None:
    assert list(fields()) == ["year", "serial", "organ", "code"]
    assert fields()["organ"].text("zh_Hans") == "机关代字"
