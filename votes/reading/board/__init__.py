"""Vote boards, as people type or copy them: columns of marks beside columns of names."""

from votes.reading.board.aligned import with_tabs
from votes.reading.board.blocks import boards_in
from votes.reading.board.refusals import refuse_columns_of_blanks
from votes.reading.board.rows import lines_of
from votes.reading.board.transcribe import transcribe
from votes.reading.cells import NoVoteFoundError, Transcript


def read(text: str) -> list[Transcript]:
    """Every board of a text, from top to bottom, also where an article stands around it.

    A board is separated by tabs, bars, commas or semicolons, or aligned by blanks, with the mark
    before or after the name in one or more pairs of columns. Raises ReadingError with the line
    where the columns cannot be told apart, and NoVoteFoundError where there is no board.
    """
    printed = lines_of(text)
    lines = with_tabs(printed)
    boards = boards_in(lines)
    if not boards:
        refuse_columns_of_blanks(printed)
        raise NoVoteFoundError(1, "no vote found", "a board with a mark beside each State's name")
    ends = [0, *(board.lines[-1] for board in boards)]
    starts = [*(board.first_line for board in boards[1:]), len(lines) + 1]
    return [
        transcribe(lines, board, after=end, before=start)
        for board, end, start in zip(boards, ends, starts, strict=False)
    ]
