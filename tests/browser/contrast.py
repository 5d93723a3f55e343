"""How well text stands out from what is behind it, worked out in the page itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator

READABLE = 4.5
"""The ratio that WCAG 2 asks of text (AA, 1.4.3)."""

_MEASURE = """
card => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const channels = colour => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, below) => below.map((c, i) => i < 3 ? top[i] * top[3] + c * (1 - top[3]) : 1);
  const ancestors = element => element ? [element, ...ancestors(element.parentElement)] : [];
  const behind = element => ancestors(element).reverse()
    .map(one => channels(getComputedStyle(one).backgroundColor))
    .reduce((below, top) => over(top, below), [255, 255, 255, 1]);
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
    .map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const found = [];
  const walker = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, said = node.textContent.trim(), element = node.parentElement;
    const seen = element.getClientRects().length && !element.closest("[aria-hidden=true]");
    if (!said || !seen) continue;
    const back = behind(element), text = channels(getComputedStyle(element).color);
    text[3] *= ancestors(element).reduce((o, one) => o * getComputedStyle(one).opacity, 1);
    const [low, high] = [light(over(text, back)), light(back)].sort((a, b) => a - b);
    found.push([said.slice(0, 40), (high + 0.05) / (low + 0.05)]);
  }
  return found;
}
"""


def contrasts(card: Locator) -> dict[str, float]:
    """The ratio of each piece of visible text in a card to its background."""
    found: dict[str, float] = {}
    for said, ratio in card.evaluate(_MEASURE):
        found[said] = min(ratio, found.get(said, ratio))
    return found


def hard_to_read(card: Locator) -> dict[str, float]:
    """The pieces of text below the ratio that text needs; there must be text at all."""
    found = contrasts(card)
    assert found, "no text in this card"
    return {said: round(ratio, 2) for said, ratio in found.items() if ratio < READABLE}
