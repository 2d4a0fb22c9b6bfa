"""Pictures of votes as SVG markup, made on the server.

Colours, lines and letter sizes come from the stylesheet by class, so that dark mode, print and
forced colours reach them. `key` makes the ids of one picture unique on its page: give each picture
of a page its own, a slug for instance.
"""

from votes.pictures.bar import tally_bar
from votes.pictures.marks import MARKS, Mark
from votes.pictures.shift import shift_diagram
from votes.pictures.world import off_the_map, world_map

__all__ = ["MARKS", "Mark", "off_the_map", "shift_diagram", "tally_bar", "world_map"]
