"""Globs fit what `fnmatch` says they fit, however they are looked for."""

from fnmatch import fnmatchcase

from hypothesis import given
from hypothesis import strategies as st

from mkdocs_multistage.roles.globs import Globs

GLOB = st.text("ab.*?[]", max_size=6)


@given(st.lists(GLOB, max_size=4), st.text("ab.\n", max_size=6))
def test_globs_fit_what_one_of_them_fits(globs, text):
    assert Globs(globs).fit(text) == any(fnmatchcase(text, glob) for glob in globs)


def test_no_globs_fit_nothing():
    assert not Globs([]).fit("")
