import Glibc

extension TimeSource {
    /// The machine's clocks. Nothing else in the project reads the wall clock.
    public static let system = TimeSource(now: systemNow, sleep: { try await Task.sleep(for: $0) })

    private static func systemNow() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
