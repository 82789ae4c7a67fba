//! The network a visitor comes from, coarse enough to be one household, school or hosting firm.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A network prefix: the /24 of an IPv4 address, the /56 of an IPv6 one (what providers give to one customer).
///
/// An IPv4 address written inside an IPv6 one (`::ffff:192.0.2.7`) counts as the IPv4 address it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IpPrefix(IpAddr);

impl From<IpAddr> for IpPrefix {
    fn from(address: IpAddr) -> IpPrefix {
        IpPrefix(match address.to_canonical() {
            IpAddr::V4(v4) => Ipv4Addr::from_bits(v4.to_bits() & (u32::MAX << 8)).into(),
            IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 72)).into(),
        })
    }
}

impl fmt::Display for IpPrefix {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.0, if self.0.is_ipv4() { 24 } else { 56 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prefix(address: &str) -> String {
        IpPrefix::from(address.parse::<IpAddr>().unwrap()).to_string()
    }

    #[test]
    fn neighbours_share_a_prefix() {
        assert_eq!(prefix("192.0.2.7"), "192.0.2.0/24");
        assert_eq!(prefix("192.0.2.255"), "192.0.2.0/24");
        assert_eq!(prefix("192.0.3.7"), "192.0.3.0/24");
        assert_eq!(prefix("::ffff:192.0.2.7"), "192.0.2.0/24");
        assert_eq!(prefix("2001:db8:1:2ff:a::1"), "2001:db8:1:200::/56");
        assert_eq!(prefix("2001:db8:1:200::"), "2001:db8:1:200::/56");
        assert_eq!(prefix("2001:db8:1:300::"), "2001:db8:1:300::/56");
    }
}
