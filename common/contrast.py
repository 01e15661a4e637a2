"""Whether a colour can be read on the grounds of the site (WCAG 2.2, 1.4.3). Pure arithmetic on "#rrggbb"."""

TEXT = 4.5  # the least contrast of a text with its ground
GROUNDS = {  # paper, card and wash of tokens.css, in each theme
    "light": ("#fbf9f5", "#ffffff", "#f3eee6"),
    "dark": ("#1c2430", "#242e3c", "#171e28"),
}
INK = {"light": "#1c2430", "dark": "#fbf9f5"}
TINT, DEEPER = 0.12, 0.25  # how much of the colour its own ground takes; how much ink a hovered button takes


def contrast(one: str, other: str) -> float:
    """The ratio of two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of a colour, from 0 to 1."""
    red, green, blue = (_linear(part / 255) for part in parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def parts(colour: str) -> tuple[int, ...]:
    """Red, green and blue, from 0 to 255."""
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def mixed(colour: str, ground: str, share: float) -> str:
    """So much of a colour in another."""
    pairs = zip(parts(colour), parts(ground), strict=True)
    return "#" + "".join(f"{round(one * share + other * (1 - share)):02x}" for one, other in pairs)


def tint(colour: str, theme: str) -> str:
    """The ground on which an accent stands for itself."""
    return mixed(colour, GROUNDS[theme][0], TINT)


def deeper(colour: str, theme: str) -> str:
    """The colour of a button under the pointer."""
    return mixed(INK[theme], colour, DEEPER)


def weakest(colour: str, theme: str) -> float:
    """The least contrast of an accent with what it is read on in a theme, its own tint included."""
    return min(contrast(colour, ground) for ground in (*GROUNDS[theme], tint(colour, theme)))


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
