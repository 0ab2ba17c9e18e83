"""How much a file of questions may hold before it is refused."""

MAX_FILE = 120 * 2**20  # what is uploaded
MAX_UNPACKED = 250 * 2**20
MAX_PART = 100 * 2**20
MAX_PARTS = 20_000
MAX_RATIO = 200  # a part of more than a megabyte that shrinks better than this is a bomb
MAX_PICTURE = 10 * 2**20
MAX_PIXELS = 50_000_000
MAX_SOUND = 50 * 2**20
MAX_DEPTH = 120
MAX_ELEMENTS = 2_000_000
MAX_QUESTIONS = 20_000
