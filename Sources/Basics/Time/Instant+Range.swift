extension Instant {
    /// Whether it lies in the years 1970 to 2199, where days and differences can be computed.
    public var isInRange: Bool { (0..<7_258_118_400_000 - LocalTime.offset).contains(milliseconds) }
}
