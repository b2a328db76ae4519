"""The figures of `examples/spec/canonical.pol`, in fen, and what its Python versions say when they are done."""
import math
import sys

TIERS = 3  # agent, city, general
PRICE = (6800, 4500, 3000)
LOAD = (50, 200, 1000)
PERCENT = (8, 5, 3)
FOUNDERS = 1000
RETAIL, MAKING = 12800, 600
FEE, FEE_UPLINE = 42500, 17000
REORDER = 30
RECRUITING, DEMAND = 0.55, 2.4
SHARE_AGENT, SHARE_CITY = 0.90, 0.09
QUITTING, PATIENCE, DESPAIR = 0.25, 3, -100000


def arguments():
    """PEOPLE [MONTHS [SEED]]"""
    words = [int(word) for word in sys.argv[1:]]
    if not words or words[0] < FOUNDERS:
        sys.exit(f"usage: {sys.argv[0]} PEOPLE [MONTHS [SEED]], with at least {FOUNDERS} people")
    return words[0], words[1] if len(words) > 1 else 24, words[2] if len(words) > 2 else 1


def cumulative(mean):
    """The chances of at most 0, 1, 2, ... of a Poisson distribution."""
    sums, total, term = [], 0.0, math.exp(-mean)
    for value in range(40):
        total += term
        sums.append(total)
        term *= mean / (value + 1)
    return sums


def report(joined, agent_months, digest, money, stock, sold, shipped):
    """Says how it ended. Money comes in from customers alone and goes out for making alone; units are held or sold."""
    if money != sold * RETAIL - shipped * MAKING or stock != shipped - sold:
        sys.exit("the books do not balance")
    print(f"joined {joined}\nagent_months {agent_months}\nhash {digest.hex()}")
