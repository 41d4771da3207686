import CoreMetrics
import Synchronization

/// The process's metrics, as a backend of swift-metrics whose state is told in Prometheus's text format.
///
/// Labels become names by replacing what Prometheus does not take with `_`; counters end in `_total`, timers in
/// `_seconds`.
public final class MetricsRegistry: MetricsFactory, Sendable {
    /// Most series that are kept; what comes beyond is not counted, so that a label that takes ever new values cannot
    /// fill the memory.
    public static let maximumSeries = 5000

    private struct State {
        var families: [String: MetricFamily] = [:]
        var seriesCount = 0
        var descriptions: [String: MetricDescription] = [:]
    }

    private let state: Mutex<State>

    /// - Parameter descriptions: help texts and buckets; a metric without one is described by its own label.
    public init(descriptions: [MetricDescription] = []) {
        state = Mutex(
            State(descriptions: Dictionary(descriptions.map { ($0.label, $0) }, uniquingKeysWith: { $1 })))
    }

    /// Adds descriptions for metrics that are not used yet.
    public func describe(_ descriptions: [MetricDescription]) {
        state.withLock { state in
            for description in descriptions { state.descriptions[description.label] = description }
        }
    }

    /// All metrics in Prometheus's text format 0.0.4, in a fixed order, with the process's own figures.
    public func text() -> String {
        var families = state.withLock { $0.families }
        for family in ProcessFigures.families() { families[family.name] = family }
        return families.values.sorted { $0.name < $1.name }.map(\.text).joined()
    }

    // MARK: MetricsFactory

    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        instrument(.counter, label, "_total", dimensions) { _ in CounterInstrument() }
    }

    public func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        instrument(.counter, label, "_total", dimensions) { _ in CounterInstrument() }
    }

    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        instrument(.gauge, label, "", dimensions) { _ in GaugeInstrument() }
    }

    public func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        guard aggregate else { return instrument(.gauge, label, "", dimensions) { _ in GaugeInstrument() } }
        return instrument(.histogram, label, "", dimensions) { HistogramInstrument(bounds: $0) }
    }

    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        instrument(.histogram, label, "_seconds", dimensions) { HistogramInstrument(bounds: $0) }
    }

    public func destroyCounter(_ handler: any CounterHandler) { remove(handler) }
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { remove(handler) }
    public func destroyMeter(_ handler: any MeterHandler) { remove(handler) }
    public func destroyRecorder(_ handler: any RecorderHandler) { remove(handler) }
    public func destroyTimer(_ handler: any TimerHandler) { remove(handler) }

    // MARK: Parts

    /// Finds or makes a series. One whose name belongs to another kind of metric counts for itself and is not told.
    private func instrument<I: Instrument>(
        _ kind: MetricFamily.Kind, _ label: String, _ suffix: String, _ dimensions: [(String, String)],
        _ make: ([Double]) -> I
    ) -> I {
        let name = PrometheusName.metric(label, suffix: suffix)
        let labels = PrometheusName.labels(dimensions)
        return state.withLock { state in
            let description = state.descriptions[label]
            let bounds = description?.buckets ?? MetricDescription.durations
            var family =
                state.families[name] ?? MetricFamily(name: name, kind: kind, help: description?.help ?? label)
            if let known = family.series[labels] { return known as? I ?? make(bounds) }
            let made = make(bounds)
            guard family.kind == kind, state.seriesCount < Self.maximumSeries else { return made }
            family.series[labels] = made
            state.families[name] = family
            state.seriesCount += 1
            return made
        }
    }

    private func remove(_ handler: AnyObject) {
        state.withLock { state in
            for (name, family) in state.families {
                guard let labels = family.series.first(where: { $0.value === handler })?.key else { continue }
                state.families[name]?.series[labels] = nil
                state.seriesCount -= 1
                if state.families[name]?.series.isEmpty == true { state.families[name] = nil }
                return
            }
        }
    }
}

/// What Prometheus is told of a metric beside its values.
public struct MetricDescription: Sendable {
    /// The label under which swift-metrics knows it.
    public var label: String
    /// One English sentence.
    public var help: String
    /// Upper bounds of a histogram's buckets, ascending, in the metric's unit; seconds for timers.
    public var buckets: [Double]

    public init(_ label: String, _ help: String, buckets: [Double] = MetricDescription.durations) {
        self.label = label
        self.help = help
        self.buckets = buckets
    }

    /// Buckets from a millisecond to a minute.
    public static let durations = [0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]
}
