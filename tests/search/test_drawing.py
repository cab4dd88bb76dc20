"""What is drawn as joined strings is what the components render."""

from __future__ import annotations

import re

from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.media.belt import emblem_path
from search.presenters.cards import Card, Day, Owner, Reason, Status
from search.presenters.drawing import draw_facets, draw_hits, draw_options
from search.presenters.evidence import Fact
from search.presenters.facets import Facet, Option

TEXT = st.text(alphabet="aā<>&\"' ;%{}", max_size=8)
SOME = TEXT.filter(str.strip)


def cards() -> st.SearchStrategy[Card]:
    parts = st.lists(st.tuples(SOME, st.booleans()), max_size=3).map(tuple)
    return st.builds(
        Card,
        name=SOME,
        url=st.just("/en/solutions/a/"),
        emblem=st.integers(0, 99_999).map(lambda number: emblem_path(str(number))),
        kind=SOME,
        name_lang=st.sampled_from(["", "lv"]),
        name_parts=parts,
        owners=st.lists(
            st.builds(Owner, SOME, st.sampled_from(["", "/x/?a=1&b=2"])), max_size=2
        ).map(tuple),
        place=TEXT,
        status=st.none() | st.builds(Status, SOME, st.sampled_from(["", "good"])),
        is_sample=st.booleans(),
        text=TEXT,
        text_lang=st.sampled_from(["", "lv"]),
        parts=parts,
        evidence=st.lists(
            st.builds(Fact, SOME, SOME) | st.builds(Fact, SOME, trl=st.integers(1, 9)), max_size=3
        ).map(tuple),
        logo=st.none()
        | st.fixed_dictionaries({"url": SOME, "width": st.just(48), "height": st.just(32)}),
        date=st.none() | st.builds(Day, SOME, SOME, st.booleans()),
        reasons=st.lists(st.builds(Reason, SOME, TEXT), max_size=2).map(tuple),
        score=st.sampled_from(["", "1.25"]),
    )


def tight(markup: str) -> str:
    """Return markup without the space between and within tags that shows nothing."""
    return re.sub(r"\s+", " ", re.sub(r"\s*\n\s*(?=<)|(?<=>)\s*\n\s*", "", markup)).strip()


@settings(max_examples=150, deadline=None)
@given(card=cards(), lang=st.sampled_from(["en", "lv"]), level=st.sampled_from([2, 3]))
def test_a_result_is_drawn_as_its_component_renders_it(card: Card, lang: str, level: int) -> None:
    with override(lang):
        rendered = render_to_string("components/hit.html", {"card": card, "level": level})
        assert tight(draw_hits([card], level=level)) == tight(rendered)


# What a facet was as a template, before it was drawn.
FACET = """{% load i18n %}<details class="facet" data-name="{{ facet.name }}"{% if facet.open %} open{% endif %}>
<summary class="facet__name">{{ facet.label }}{% if facet.chosen %}<span class="count">
<span class="vh">{% translate "chosen:" %} </span>{{ facet.chosen }}</span>{% endif %}</summary>
<fieldset class="facet__body">
<legend class="vh">{{ facet.label }}</legend>
{{ options }}
{% if facet.more %}<details data-name="{{ facet.name }}-more">
<summary class="facet__more"><span class="facet__closed">{% translate "Show more" %}</span>
<span class="facet__open">{% translate "Show fewer" %}</span><span class="vh">: {{ facet.label }}</span></summary>
{% if facet.more|length > 9 %}<label class="facet__find">
<span class="vh">
{% blocktranslate with facet=facet.label trimmed %}Search within: {{ facet }}{% endblocktranslate %}</span>
<input class="input input--small" type="search" autocomplete="off" placeholder="{% translate "Search within these" %}"
 data-filter="{{ facet.name }}"></label>
<p class="facet__none" role="status" data-none="{% translate "No value is called that." %}"></p>{% endif %}
<div class="facet__all">{{ more }}</div></details>{% endif %}
{% if facet.all_url %}<p class="facet__every">
<a href="{{ facet.all_url }}" rel="nofollow">{% translate "All values, with a search" %}
<span class="vh">: {{ facet.label }}</span></a></p>{% endif %}
</fieldset>
</details>"""


@settings(max_examples=100, deadline=None)
@given(
    facet=st.builds(
        Facet,
        name=SOME,
        label=SOME,
        options=st.just((Option("a", "A", 3, selected=False),)),
        more=st.integers(0, 12).map(lambda count: (Option("b", "B", 1, selected=False),) * count),
        chosen=st.integers(0, 2),
        open=st.booleans(),
        all_url=st.sampled_from(["", "/en/search/values/x/?q=a&b=c"]),
    ),
    lang=st.sampled_from(["en", "lv"]),
)
def test_a_facet_is_drawn_as_a_template_would_render_it(facet: Facet, lang: str) -> None:
    content = {
        "facet": facet,
        "options": draw_options(facet.name, facet.options),
        "more": draw_options(facet.name, facet.more),
    }
    with override(lang):
        rendered = Template(FACET).render(Context(content))
        assert tight(draw_facets([facet])) == tight(rendered)


def test_an_option_is_escaped_and_says_its_state() -> None:
    drawn = draw_options(
        "size", [Option("250+", "250 & more", 0, True, 1), Option("1-9", "1–9", 1234, False)]
    )
    assert drawn == (
        '<label class="opt opt--d1 opt--none"><input type="checkbox" name="size" value="250+" checked>'
        '<span class="opt__t">250 &amp; more</span><span class="opt__n">0</span></label>'
        '<label class="opt"><input type="checkbox" name="size" value="1-9">'
        '<span class="opt__t">1–9</span><span class="opt__n">1\u00a0234</span></label>'
    )
