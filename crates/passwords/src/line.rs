//! Who is served next: devices known before first, then one from each network in turn.

use std::collections::{HashMap, VecDeque};

use crate::IpPrefix;

/// Most that may wait at once: about ten seconds of work for one core.
pub(crate) const ROOM: usize = 512;
/// Most that may wait from one network, so that a flood from one place leaves room for everybody else.
pub(crate) const ROOM_OF_ONE_PREFIX: usize = ROOM / 2;

/// Where somebody stands when asking for a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The network she comes from. Networks are served one after the other, however many wait in each.
    pub prefix: IpPrefix,
    /// Whether this device signed in to this account before. Such devices are served before all others.
    pub known_device: bool,
}

/// Names one place in the line, for leaving it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ticket {
    turn: Turn,
    number: u64,
}

/// The waiting line. It holds whatever waits and knows nothing of hashing.
#[derive(Debug)]
pub(crate) struct Line<T> {
    known: Round<T>,
    others: Round<T>,
    waiting: usize,
    next_number: u64,
}

impl<T> Line<T> {
    pub(crate) fn new() -> Line<T> {
        Line { known: Round::new(), others: Round::new(), waiting: 0, next_number: 0 }
    }

    /// Takes a place at the end of the turn's own queue; `None` when the line, or this network's part of it, is full.
    pub(crate) fn enter(&mut self, turn: Turn, item: T) -> Option<Ticket> {
        let of_prefix = self.known.waiting(turn.prefix) + self.others.waiting(turn.prefix);
        if self.waiting >= ROOM || of_prefix >= ROOM_OF_ONE_PREFIX {
            return None;
        }
        let ticket = Ticket { turn, number: self.next_number };
        self.next_number += 1;
        self.waiting += 1;
        self.round(turn).push(turn.prefix, ticket.number, item);
        Some(ticket)
    }

    /// Whoever is next.
    pub(crate) fn next(&mut self) -> Option<T> {
        let item = self.known.pop().or_else(|| self.others.pop())?;
        self.waiting -= 1;
        Some(item)
    }

    /// Leaves the line; `None` when the place was served or left already.
    pub(crate) fn leave(&mut self, ticket: Ticket) -> Option<T> {
        let item = self.round(ticket.turn).remove(ticket.turn.prefix, ticket.number)?;
        self.waiting -= 1;
        Some(item)
    }

    fn round(&mut self, turn: Turn) -> &mut Round<T> {
        if turn.known_device { &mut self.known } else { &mut self.others }
    }
}

/// Queues of many networks, served one item from each in turn. A network without anybody waiting is in neither field.
#[derive(Debug)]
struct Round<T> {
    order: VecDeque<IpPrefix>,
    queues: HashMap<IpPrefix, VecDeque<(u64, T)>>,
}

impl<T> Round<T> {
    fn new() -> Round<T> {
        Round { order: VecDeque::new(), queues: HashMap::new() }
    }

    fn waiting(&self, prefix: IpPrefix) -> usize {
        self.queues.get(&prefix).map_or(0, VecDeque::len)
    }

    fn push(&mut self, prefix: IpPrefix, number: u64, item: T) {
        let queue = self.queues.entry(prefix).or_default();
        if queue.is_empty() {
            self.order.push_back(prefix);
        }
        queue.push_back((number, item));
    }

    fn pop(&mut self) -> Option<T> {
        let prefix = self.order.pop_front()?;
        let queue = self.queues.get_mut(&prefix)?;
        let (_, item) = queue.pop_front()?;
        if queue.is_empty() {
            self.queues.remove(&prefix);
        } else {
            self.order.push_back(prefix);
        }
        Some(item)
    }

    fn remove(&mut self, prefix: IpPrefix, number: u64) -> Option<T> {
        let queue = self.queues.get_mut(&prefix)?;
        let place = queue.iter().position(|(waiting, _)| *waiting == number)?;
        let (_, item) = queue.remove(place)?;
        if queue.is_empty() {
            self.queues.remove(&prefix);
            self.order.retain(|waiting| *waiting != prefix);
        }
        Some(item)
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;

    fn turn(network: u8, known_device: bool) -> Turn {
        Turn { prefix: IpPrefix::from(IpAddr::from([10, 0, network, 1])), known_device }
    }

    fn drain(line: &mut Line<&'static str>) -> String {
        std::iter::from_fn(|| line.next()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn networks_take_turns_and_known_devices_go_first() {
        let mut line = Line::new();
        for (network, known, name) in [
            (1, false, "a1"),
            (1, false, "a2"),
            (1, false, "a3"),
            (2, false, "b1"),
            (3, false, "c1"),
            (2, false, "b2"),
            (1, true, "A"),
            (2, true, "B"),
        ] {
            line.enter(turn(network, known), name).unwrap();
        }
        assert_eq!(drain(&mut line), "A B a1 b1 c1 a2 b2 a3");
    }

    #[test]
    fn one_network_fills_half_of_the_room() {
        let mut line = Line::new();
        let accepted = (0..300).filter(|_| line.enter(turn(1, false), "flood").is_some()).count();
        assert_eq!(accepted, ROOM_OF_ONE_PREFIX);
        assert!(line.enter(turn(1, true), "flood").is_none(), "a known device counts in its network too");
        let others = (0..300).filter(|n| line.enter(turn(2 + (n % 50) as u8, false), "other").is_some()).count();
        assert_eq!(accepted + others, ROOM);
        assert_eq!(line.next(), Some("flood"));
        assert_eq!(line.next(), Some("other"), "one of the flood, then one of each other network");
        assert!(line.enter(turn(60, false), "late").is_some());
    }

    #[test]
    fn whoever_leaves_makes_room_and_is_not_served() {
        let mut line = Line::new();
        let first = line.enter(turn(1, false), "first").unwrap();
        let second = line.enter(turn(1, false), "second").unwrap();
        let alone = line.enter(turn(2, true), "alone").unwrap();
        assert_eq!(line.leave(alone), Some("alone"));
        assert_eq!(line.leave(first), Some("first"));
        assert_eq!(line.leave(first), None);
        assert_eq!(line.waiting, 1);
        assert_eq!(drain(&mut line), "second");
        assert_eq!(line.leave(second), None);
        assert_eq!(line.waiting, 0);
        assert!(line.others.queues.is_empty() && line.others.order.is_empty(), "nothing grows with the networks seen");
    }
}
