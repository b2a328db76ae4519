"""The canonical trade with Mesa: an object a person, each phase of a month a call of every person's method."""
import hashlib
from bisect import bisect_right

import mesa

from trade import *

DEMANDED = cumulative(DEMAND)


class Person(mesa.Agent):
    """Somebody who has joined; a founder's sponsor is nobody."""

    def __init__(self, trade, sponsor, tier):
        super().__init__(trade)
        self.sponsor, self.tier, self.joined, self.active = sponsor, tier, trade.month, True
        self.net, self.stock = -FEE, 0
        trade.company += FEE
        if sponsor:
            sponsor.net += FEE_UPLINE
            trade.company -= FEE_UPLINE
        self.buy(LOAD[tier])

    def buy(self, units):
        """An order, filled by the company, and the rebates on it."""
        trade, bill = self.model, units * PRICE[self.tier]
        self.net -= bill
        self.stock += units
        trade.company += bill - units * MAKING
        trade.shipped += units
        upline = self.sponsor
        for percent in PERCENT:
            if not upline:
                return
            upline.net += bill * percent // 100
            trade.company -= bill * percent // 100
            upline = upline.sponsor

    def recruit(self):
        if self.active:
            trade = self.model
            trade.asked += [self] * bisect_right(trade.recruited, trade.random.random())

    def sell(self):
        if self.active:
            sale = min(bisect_right(DEMANDED, self.model.random.random()), self.stock)
            self.stock -= sale
            self.net += sale * RETAIL
            self.model.sold += sale

    def restock(self):
        if self.active and self.stock < REORDER:
            self.buy(REORDER)

    def leave(self):
        trade = self.model
        if self.active and trade.month - self.joined >= PATIENCE and self.net < DESPAIR:
            self.active = trade.random.random() >= QUITTING
        trade.agent_months += self.active


class Trade(mesa.Model):
    """Everybody who has joined, and the company's side of the books."""

    def __init__(self, people, seed):
        super().__init__(seed=seed)
        self.people, self.month = people, 0
        self.company = self.shipped = self.sold = self.agent_months = 0
        for _ in range(FOUNDERS):
            Person(self, None, TIERS - 1)

    def step(self):
        self.month += 1
        left = self.people - len(self.agents)
        self.asked, self.recruited = [], cumulative(RECRUITING * left / self.people)
        self.agents.do("recruit")
        for sponsor in self.asked[:left]:
            luck = self.random.random()
            Person(self, sponsor, (luck >= SHARE_AGENT) + (luck >= SHARE_AGENT + SHARE_CITY))
        for phase in ("sell", "restock", "leave"):
            self.agents.do(phase)


people, months, seed = arguments()
trade = Trade(people, seed)
for _ in range(months):
    trade.step()
everyone = list(trade.agents)
state = hashlib.blake2b(digest_size=8)
for person in everyone:
    state.update(f"{person.net} {person.stock} {person.tier} {person.active}\n".encode())
report(
    len(everyone), trade.agent_months, state.digest(), trade.company + sum(person.net for person in everyone),
    sum(person.stock for person in everyone), trade.sold, trade.shipped)
