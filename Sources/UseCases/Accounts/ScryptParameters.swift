/// How much work one guess of a password is: RFC 7914.
public struct ScryptParameters: Hashable, Sendable {
    /// Base 2 logarithm of N: each step doubles memory and time. Memory is 1 KiB · 2^cost for `blockSize` 8.
    public let cost: Int
    public let blockSize: Int
    public let parallelism: Int

    /// What OWASP's Password Storage Cheat Sheet names as equally strong, by memory: N = 2^17 with p = 1, 2^16 with 2,
    /// 2^15 with 3, 2^14 with 5. More memory with p = 1 is stronger.
    public static let costs = 14...20

    /// - Parameter cost: clamped to ``costs``.
    public init(cost: Int) {
        self.cost = min(max(cost, Self.costs.lowerBound), Self.costs.upperBound)
        blockSize = 8
        parallelism = [14: 5, 15: 3, 16: 2][self.cost] ?? 1
    }

    /// As a stored record says; `nil` for what would take more memory or time than any record of ours.
    init?(cost: Int, blockSize: Int, parallelism: Int) {
        guard (1...Self.costs.upperBound).contains(cost), (1...16).contains(blockSize), (1...16).contains(parallelism)
        else { return nil }
        (self.cost, self.blockSize, self.parallelism) = (cost, blockSize, parallelism)
    }

    /// So little work that tests can afford it.
    package static let forTests = ScryptParameters(weakCost: 4)

    private init(weakCost: Int) { (cost, blockSize, parallelism) = (weakCost, 8, 1) }

    /// Steps of the inner function, to compare with.
    var work: Int { blockSize * parallelism << cost }
}
