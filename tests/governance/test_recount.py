"""Recounting from the outside: one file or many lines, three exit statuses, no database (RULES V13)."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from governance.recount import AGREES, DISAGREES, MALFORMED, recount_file
from tests.governance import world as councils

from .test_ballot_file import ELECTION, HANDS, PREFERENCE, ROLL_CALL, SECRET, changed

AGREEING = json.dumps(ROLL_CALL)
DISAGREEING = json.dumps(changed(ROLL_CALL, ["proclaimed", "outcome"], "rejected"))
WRONG_CHOICE = json.dumps(changed(ROLL_CALL, ["votes", 3, "choice"], "pour"))
BROKEN = '{"format": "coconseil-ballot/1", '


def results(text):
    return list(recount_file(io.BytesIO(text if isinstance(text, bytes) else text.encode())))


@pytest.fixture
def run(tmp_path, capsys):
    """Run the command on a text; (exit status, lines out, lines of complaint). No test here may touch a database."""

    def run(text):
        path = tmp_path / "scrutin.json"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        try:
            call_command("recount", file=str(path))
            status = 0
        except SystemExit as ended:
            status = ended.code
        told = capsys.readouterr()
        return status, told.out.splitlines(), told.err.splitlines()

    return run


@pytest.mark.parametrize(
    ("text", "status", "lines", "complaint"),
    [
        (AGREEING, 0, 1, ""),
        (json.dumps(ROLL_CALL, indent=2), 0, 1, ""),
        ("\ufeff" + AGREEING, 0, 1, ""),
        ("\n\n" + AGREEING + "\n\n", 0, 1, ""),
        (json.dumps({key: value for key, value in ROLL_CALL.items() if key != "proclaimed"}), 0, 1, ""),
        (DISAGREEING, 1, 1, "outcome"),
        (WRONG_CHOICE, 2, 0, "votes[3].choice : "),
        (json.dumps(json.loads(WRONG_CHOICE), indent=2), 2, 0, "votes[3].choice : "),
        (BROKEN, 2, 0, "fichier : "),
        (json.dumps(ROLL_CALL, indent=2)[:-9], 2, 0, "fichier : "),
        ("", 2, 0, "fichier : "),
        ("\n \n", 2, 0, "fichier : "),
        ("null", 2, 0, "fichier : "),
        (json.dumps([ROLL_CALL]), 2, 0, "fichier : "),
        (b"\x89PNG\r\n\x1a\n\x00\x00", 2, 0, "fichier : "),
        ("oui\nnon\n", 2, 0, "fichier : "),
    ],
)
def test_V13_one_ballot_one_line_and_a_status(run, text, status, lines, complaint):
    ended, out, err = run(text)
    assert (ended, len(out), len(err)) == (status, lines, 1 if complaint else 0)
    assert all(line.startswith(complaint) for line in err)


def test_V13_a_break_in_the_middle_of_a_file_is_found_on_its_line(run):
    """Even where an inner line is an object by itself, a broken file stays one file and one message."""
    lines = json.dumps(ROLL_CALL, indent=1).splitlines()
    votes = next(number for number, line in enumerate(lines) if '"votes"' in line)
    broken = [*lines[: votes + 1], '{"seat": "A-09", "choice": "for"}', "]]", *lines[votes + 2 :]]
    _, _, err = run("\n".join(broken))
    assert err == [f"fichier : JSON illisible, ligne {votes + 3}, colonne 2"]


@pytest.mark.parametrize(
    ("lines", "status", "remarks"),
    [
        ([AGREEING, AGREEING], 0, []),
        ([AGREEING, DISAGREEING, AGREEING], 1, ["ligne 2 : outcome"]),
        ([DISAGREEING, WRONG_CHOICE, AGREEING], 2, ["ligne 1 : outcome", "ligne 2 : votes[3].choice : "]),
        ([BROKEN, AGREEING], 2, ["ligne 1 : fichier : "]),
        (["n’importe quoi", AGREEING], 2, ["ligne 1 : fichier : "]),
        ([AGREEING, "", BROKEN, "", AGREEING], 2, ["ligne 3 : fichier : "]),
        ([AGREEING, "null", "[]"], 2, ["ligne 2 : fichier : ", "ligne 3 : fichier : "]),
        (["{mal}", "{fermé}"], 2, ["ligne 1 : fichier : ", "ligne 2 : fichier : "]),
    ],
)
def test_V13_each_line_is_counted_and_the_worst_status_is_the_answer(run, lines, status, remarks):
    ended, out, err = run("\n".join(lines) + "\n")
    assert ended == status
    assert len(out) == sum(line in (AGREEING, DISAGREEING) for line in lines)
    assert len(err) == len(remarks)
    assert all(line.startswith(remark) for line, remark in zip(err, remarks, strict=True))


def test_V13_outcomes_come_in_the_order_of_the_lines(run):
    ballots = [ROLL_CALL, PREFERENCE, ELECTION, SECRET, HANDS]
    _, out, _ = run("\r\n".join(map(json.dumps, ballots)))
    assert [json.loads(line)["outcome"] for line in out] == ["adopted", "chosen", "elected", "adopted", "adopted"]


def test_V13_a_line_separator_inside_a_text_is_no_new_line():
    document = ROLL_CALL | {"question": "Première\u2028seconde\x85troisième"}
    lines = json.dumps(document, ensure_ascii=False)
    assert [one.status for one in results(f"{lines}\n{lines}")] == [AGREES, AGREES]


def test_V13_lines_are_counted_as_they_come():
    """The second result is there before the fourth line was read."""
    read = []

    def lines():
        for number in range(1, 5):
            read.append(number)
            yield AGREEING.encode() + b"\n"

    counting = recount_file(lines())
    next(counting), next(counting)
    assert read == [1, 2]


def test_V13_statuses_are_ordered_by_gravity():
    assert AGREES < DISAGREES < MALFORMED


def test_E1_a_file_that_is_not_there_is_one_line(capsys, tmp_path):
    with pytest.raises(SystemExit) as ended:
        call_command("recount", file=str(tmp_path / "absent\n.json"))
    told = capsys.readouterr()
    assert ended.value.code == MALFORMED
    assert "absent\\n.json" in told.err
    assert len(told.err.splitlines()) == 1


def test_V13_the_command_reads_a_pipe_and_needs_no_database():
    ended = subprocess.run(
        [sys.executable, "manage.py", "recount", "--file", "-"],
        input=f"{AGREEING}\n{WRONG_CHOICE}\n".encode(),
        capture_output=True,
        cwd=Path(settings.BASE_DIR),
        env=os.environ | {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nowhere"},
        timeout=60,
    )
    assert ended.returncode == MALFORMED
    assert json.loads(ended.stdout)["outcome"] == "adopted"
    assert ended.stderr.decode().splitlines() == [ended.stderr.decode().rstrip("\n")]
    assert ended.stderr.decode().startswith("ligne 2 : votes[3].choice : ")


@pytest.mark.django_db
def test_E1_an_unknown_ballot_is_one_line(capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("recount", 404)
    assert ended.value.code == MALFORMED
    assert "404" in capsys.readouterr().err


@pytest.mark.django_db
def test_V13_a_stored_ballot_is_recounted_from_its_votes(capsys, at):
    world = councils.found()
    recommendation = councils.reach(world, "scheduled", at)
    ballot = councils.decide(world, recommendation, at, "for")
    call_command("recount", ballot.pk)
    assert json.loads(capsys.readouterr().out) == ballot.result


@pytest.mark.django_db
def test_V13_a_proclamation_that_the_votes_do_not_bear_out_is_found(capsys, at):
    world = councils.found()
    ballot = councils.decide(world, councils.reach(world, "scheduled", at), at, "for")
    type(ballot).objects.filter(pk=ballot.pk).update(outcome="rejected")
    with pytest.raises(SystemExit) as ended:
        call_command("recount", ballot.pk)
    assert ended.value.code == DISAGREES
    assert "outcome" in capsys.readouterr().err
