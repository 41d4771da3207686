import Foundation

/// Proxies whose word about where a request comes from is believed, and nobody else's.
public struct TrustedProxies: Hashable, Sendable {
    private var networks: [Network] = []

    /// None.
    public init() {}

    /// Addresses or networks with commas, as in `10.0.0.2, 10.1.0.0/24, fd00::/8`; `nil` for anything else.
    public init?(text: String) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: .whitespaces) }
        networks = parts.compactMap(Network.init(text:))
        guard !networks.isEmpty, networks.count == parts.count else { return nil }
    }

    /// Where a request comes from: the hop before the last proxy that is believed. What stands further left anybody could
    /// have written.
    /// - Parameters:
    ///   - peer: the other end of the connection.
    ///   - fields: the values of `X-Forwarded-For`, in their order.
    ///   - peerIsProxy: whether the other end is believed without being listed.
    func client(of peer: String, forwardedFor fields: [String], peerIsProxy: Bool = false) -> String {
        guard peerIsProxy || contains(peer) else { return peer }
        let hops = fields.flatMap { $0.split(separator: ",") }.map { $0.trimmingCharacters(in: .whitespaces) }
        var nearest = peer
        for hop in hops.reversed() {
            guard let address = Self.address(hop) else { return nearest }
            nearest = address
            guard contains(address) else { return address }
        }
        return nearest
    }

    private func contains(_ address: String) -> Bool {
        guard let bytes = Network.bytes(of: address) else { return false }
        return networks.contains { $0.contains(bytes) }
    }

    /// An address without a port; `nil` for what is none.
    private static func address(_ hop: String) -> String? {
        if Network.bytes(of: hop) != nil { return hop }
        let bare =
            hop.hasPrefix("[") ? hop.dropFirst().prefix { $0 != "]" } : hop.prefix { $0 != ":" }
        return Network.bytes(of: String(bare)) == nil ? nil : String(bare)
    }

    /// An address, or all that begin with the same bits.
    private struct Network: Hashable {
        let bytes: [UInt8]
        let bits: Int

        init?(text: String) {
            let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            guard (1...2).contains(parts.count), let bytes = Self.bytes(of: parts[0]) else { return nil }
            let bits = parts.count == 2 ? Int(parts[1]) : bytes.count * 8
            guard let bits, (1...bytes.count * 8).contains(bits) else { return nil }
            (self.bytes, self.bits) = (bytes, bits)
        }

        func contains(_ other: [UInt8]) -> Bool {
            guard other.count == bytes.count else { return false }
            let (whole, rest) = (bits / 8, bits % 8)
            guard other[..<whole] == bytes[..<whole] else { return false }
            return rest == 0 || (other[whole] ^ bytes[whole]) >> UInt8(8 - rest) == 0
        }

        /// Four or sixteen; an IPv4 address inside of IPv6 is the IPv4 address.
        static func bytes(of text: String) -> [UInt8]? {
            var four = in_addr()
            if inet_pton(AF_INET, text, &four) == 1 { return withUnsafeBytes(of: four) { Array($0) } }
            var six = in6_addr()
            guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
            let bytes = withUnsafeBytes(of: six) { Array($0) }
            let mapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
            return mapped ? Array(bytes[12...]) : bytes
        }
    }
}
