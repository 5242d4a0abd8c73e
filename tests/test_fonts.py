import io

import pytest
from django.core.management import call_command
from fontTools.ttLib import TTFont

from publishing.paper import fonts


@pytest.fixture(scope="module")
def cut(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fonts")
    return folder, fonts.cut_fonts(folder)


def test_both_weights_are_cut_the_first_time_and_kept_the_next(cut):
    folder, names = cut
    assert names == ["atkinson-regular.woff2", "atkinson-bold.woff2"]
    assert fonts.cut_fonts(folder) == []


def test_both_weights_together_stay_under_36_kilobytes(cut):
    folder, names = cut
    assert sum((folder / name).stat().st_size for name in names) < 36_000


@pytest.mark.parametrize(
    "letters", ["ÀÂÇÉÈÊËÎÏÔŒÙÛÜŸæœ", "ÃÕãõçá", "ĞŞğışçöü", "ŁłŻżąę", "ȘșȚțăâî", "«»’“”…–—·€°½−\u00a0"]
)
def test_every_letter_of_french_and_its_neighbours_is_there(cut, letters):
    folder, names = cut
    for name in names:
        missing = {letter for letter in letters if ord(letter) not in TTFont(folder / name).getBestCmap()}
        assert not missing


def test_figures_of_one_width_are_there_for_the_tables(cut):
    folder, _ = cut
    features = TTFont(folder / "atkinson-regular.woff2")["GSUB"].table.FeatureList.FeatureRecord
    assert "tnum" in {feature.FeatureTag for feature in features}


def test_a_cut_font_keeps_the_date_of_its_source_so_that_its_bytes_never_change(cut):
    folder, names = cut
    for name in names:
        source = TTFont(fonts._source(fonts.WEIGHTS[name]))
        assert TTFont(folder / name)["head"].modified == source["head"].modified


def test_the_command_says_one_line(cut, settings, tmp_path):
    folder, names = cut
    settings.FONTS_DIR = tmp_path
    (tmp_path / "fonts").symlink_to(folder)
    said = io.StringIO()
    call_command("cut_fonts", stdout=said)
    assert said.getvalue() == "Polices déjà prêtes.\n"
