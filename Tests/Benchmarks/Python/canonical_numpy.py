"""The canonical trade with NumPy: a column a figure, a few calls a month. Row 0 is the company, as everybody's last upline."""
import hashlib

import numpy as np

from trade import *

people, months, seed = arguments()
draw = np.random.default_rng(seed)
price, load = np.array(PRICE), np.array(LOAD)
net = np.zeros(people + 1, np.int64)
sponsor = np.zeros(people + 1, np.int32)
stock = np.zeros(people + 1, np.int32)
tier = np.zeros(people + 1, np.int8)
active = np.zeros(people + 1, bool)
sold = shipped = agent_months = 0


def buy(rows, units):
    """An order by each of the rows, filled by the company, and the rebates on it."""
    global shipped
    bill = units * price[tier[rows]]
    total = int(np.broadcast_to(units, rows.shape).sum())
    net[rows] -= bill
    net[0] += bill.sum() - MAKING * total
    stock[rows] += units
    shipped += total
    upline = sponsor[rows]
    for percent in PERCENT:
        share = bill * percent // 100
        np.add.at(net, upline, share)
        net[0] -= share.sum()
        upline = sponsor[upline]


def join(rows):
    """Newcomers pay the fee, a part of which is their sponsor's, and take a first load."""
    active[rows] = True
    net[rows] = -FEE
    net[0] += (FEE - FEE_UPLINE) * len(rows)
    np.add.at(net, sponsor[rows], FEE_UPLINE)
    buy(rows, load[tier[rows]])


joined = FOUNDERS
tier[1:joined + 1] = TIERS - 1
join(np.arange(1, joined + 1))
joined_by = [joined]
for month in range(1, months + 1):
    there = np.flatnonzero(active)
    asked = draw.poisson(RECRUITING * (people - joined) / people, len(there))
    sponsors = np.repeat(there, asked)[:people - joined]
    rows = np.arange(joined + 1, joined + 1 + len(sponsors))
    luck = draw.random(len(rows))
    sponsor[rows] = sponsors
    tier[rows] = (luck >= SHARE_AGENT).astype(np.int8) + (luck >= SHARE_AGENT + SHARE_CITY)
    join(rows)
    joined += len(rows)
    joined_by.append(joined)

    there = np.flatnonzero(active)
    sale = np.minimum(draw.poisson(DEMAND, len(there)), stock[there])
    stock[there] -= sale.astype(np.int32)
    net[there] += sale * RETAIL
    sold += int(sale.sum())
    buy(there[stock[there] < REORDER], REORDER)

    old = slice(1, joined_by[month - PATIENCE] + 1 if month >= PATIENCE else 1)
    desperate = 1 + np.flatnonzero(active[old] & (net[old] < DESPAIR))
    active[desperate[draw.random(len(desperate)) < QUITTING]] = False
    agent_months += int(active.sum())

state = hashlib.blake2b(digest_size=8)
for column in (net, sponsor, stock, tier, active):
    state.update(column)
report(joined, agent_months, state.digest(), int(net.sum()), int(stock.sum()), sold, shipped)
