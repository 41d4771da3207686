import CoreMetrics
import Synchronization

/// One series of a metric.
protocol Instrument: AnyObject, Sendable {
    /// Its lines: what follows the metric's name, further labels, the value.
    var samples: [(suffix: String, label: String?, value: Double)] { get }
}

final class CounterInstrument: Instrument, CounterHandler, FloatingPointCounterHandler {
    private let value = Mutex(0.0)

    func increment(by amount: Int64) { increment(by: Double(amount)) }

    /// Counters never go down.
    func increment(by amount: Double) {
        guard amount > 0, amount.isFinite else { return }
        value.withLock { $0 += amount }
    }

    func reset() { value.withLock { $0 = 0 } }

    var samples: [(suffix: String, label: String?, value: Double)] { [("", nil, value.withLock { $0 })] }
}

final class GaugeInstrument: Instrument, MeterHandler, RecorderHandler {
    private let value = Mutex(0.0)

    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { self.value.withLock { $0 = value } }
    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func decrement(by amount: Double) { value.withLock { $0 -= amount } }
    func record(_ value: Int64) { set(value) }
    func record(_ value: Double) { set(value) }

    var samples: [(suffix: String, label: String?, value: Double)] { [("", nil, value.withLock { $0 })] }
}

final class HistogramInstrument: Instrument, RecorderHandler, TimerHandler {
    private struct State {
        /// How many values fell into each bucket, the last one being without bound.
        var counts: [Int]
        var sum = 0.0
    }

    private let bounds: [Double]
    private let state: Mutex<State>

    init(bounds: [Double]) {
        self.bounds = bounds
        state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        guard value.isFinite else { return }
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock { state in
            state.counts[bucket] += 1
            state.sum += value
        }
    }

    var samples: [(suffix: String, label: String?, value: Double)] {
        let state = state.withLock { $0 }
        var total = 0
        var samples: [(suffix: String, label: String?, value: Double)] = []
        for (place, count) in state.counts.enumerated() {
            total += count
            let bound = place < bounds.count ? PrometheusName.number(bounds[place]) : "+Inf"
            samples.append(("_bucket", "le=\"\(bound)\"", Double(total)))
        }
        return samples + [("_sum", nil, state.sum), ("_count", nil, Double(total))]
    }
}

/// A gauge or counter whose value was read just now.
final class ReadInstrument: Instrument {
    private let value: Double

    init(_ value: Double) { self.value = value }

    var samples: [(suffix: String, label: String?, value: Double)] { [("", nil, value)] }
}
