import Glibc
import Synchronization

/// The steps into which the processor time of a page is divided.
public enum PageStep: String, CaseIterable, Sendable {
    case decode
    case codes
    /// Looking whether a page is a separator sheet.
    case glance
    case blank
    case fingerprint
    case marks
    case gray
    case axis
    case clean
    case findLines = "lines"
    case network
    case rereading = "second reading"
    case bleedThrough = "bleed-through"
    case layer = "text layer"
    case order = "reading order"
    case correction
    case picture
    case pdf
    case check
    case messages
    /// All that is no other step.
    case rest
}

/// Processor time by step, for the benchmark: off unless ``start()`` was called, and then a clock is read twice a step.
///
/// A step within another counts for itself alone. Times are the process's and those of the tools that it has waited for.
/// Only the thread that reads pages may measure.
public enum StepTimes {
    private struct Book {
        var seconds: [PageStep: Double] = [:]
        var step = PageStep.rest
        var since = 0.0

        /// Books the time since the last change and goes over to another step.
        mutating func enter(_ next: PageStep) -> PageStep {
            let (now, previous) = (StepTimes.processorTime(), step)
            seconds[previous, default: 0] += now - since
            (since, step) = (now, next)
            return previous
        }
    }

    private static let book = Mutex<Book?>(nil)

    /// Begins to measure; what the process has used before counts as ``PageStep/rest``.
    public static func start() { book.withLock { $0 = Book() } }

    /// Seconds by step since the last call; `nil` when nothing is measured.
    public static func taken() -> [PageStep: Double]? {
        book.withLock { book in
            guard let step = book?.step else { return nil }
            _ = book?.enter(step)
            let seconds = book?.seconds
            book?.seconds = [:]
            return seconds
        }
    }

    /// Does some work as a step.
    public static func measure<Result: ~Copyable, Failure: Error>(
        _ step: PageStep, _ work: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let previous = book.withLock { $0?.enter(step) }
        defer { if let previous { book.withLock { _ = $0?.enter(previous) } } }
        return try work()
    }

    /// Seconds that the process and its ended tools have kept processors busy.
    private static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        var tools = rusage()
        getrusage(RUSAGE_CHILDREN.rawValue, &tools)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9 + seconds(tools.ru_utime) + seconds(tools.ru_stime)
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
}
