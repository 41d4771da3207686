import CoreMetrics
import Foundation
import TestSupport
import Testing

@testable import Observability

@Suite struct MetricsTests {
    private static let promtool = "/usr/bin/promtool"

    /// Some of everything, with labels that have to be escaped.
    private static func filled() -> MetricsRegistry {
        let registry = MetricsRegistry(descriptions: [
            MetricDescription("sohoa_jobs", "Jobs by state and kind."),
            MetricDescription("sohoa_stage_duration", "Time that a stage took.", buckets: [0.1, 1]),
            MetricDescription("sohoa_pages", "Pages read,\nby what came of them \\ of it."),
        ])
        Counter(label: "sohoa_pages", dimensions: [("outcome", "đọc \"được\"\n\\")], factory: registry).increment(by: 3)
        Counter(label: "sohoa_pages", dimensions: [("outcome", "lỗi")], factory: registry).increment()
        FloatingPointCounter(label: "sohoa.cpu-time", factory: registry).increment(by: 0.25)
        Meter(label: "sohoa_jobs", dimensions: [("state", "running"), ("kind", "read")], factory: registry).set(7)
        Gauge(label: "sohoa_disk_free_bytes", factory: registry).record(1 << 40)
        let timer = Timer(label: "sohoa_stage_duration", dimensions: [("stage", "read")], factory: registry)
        for milliseconds in [50, 100, 500, 2000] { timer.recordMilliseconds(milliseconds) }
        Recorder(label: "sohoa_batch_pages", factory: registry).record(12)
        return registry
    }

    @Test func valuesAreToldInPrometheusText() {
        let text = Self.filled().text()
        for part in [
            "# HELP sohoa_pages_total Pages read,\\nby what came of them \\\\ of it.\n# TYPE sohoa_pages_total counter\n",
            #"sohoa_pages_total{outcome="đọc \"được\"\n\\"} 3"# + "\n", "sohoa_cpu_time_total 0.25\n",
            "sohoa_jobs{kind=\"read\",state=\"running\"} 7\n", "sohoa_disk_free_bytes 1099511627776\n",
            """
            # TYPE sohoa_stage_duration_seconds histogram
            sohoa_stage_duration_seconds_bucket{stage="read",le="0.1"} 2
            sohoa_stage_duration_seconds_bucket{stage="read",le="1"} 3
            sohoa_stage_duration_seconds_bucket{stage="read",le="+Inf"} 4
            sohoa_stage_duration_seconds_sum{stage="read"} 2.65
            sohoa_stage_duration_seconds_count{stage="read"} 4

            """,
            "\nprocess_resident_memory_bytes ", "\nprocess_open_fds ", "\nprocess_cpu_seconds_total ",
        ] { #expect(text.contains(part), "\(part)") }
    }

    @Test(
        .enabled(if: FileManager.default.isExecutableFile(atPath: promtool), "promtool (Debian: prometheus) is absent"))
    func promtoolFindsNothingWrong() async throws {
        let check = try RunningProgram(Self.promtool, ["check", "metrics"], environment: [])
        let input = FileHandle(fileDescriptor: check.input, closeOnDealloc: true)
        try input.write(contentsOf: Data(Self.filled().text().utf8))
        try input.close()
        let output = await RunningProgram.read(check.output)
        let errors = await RunningProgram.read(check.errors)
        #expect(await check.wait() == 0, "\(output)\(errors)")
    }

    @Test func theSameSeriesIsOne() {
        let registry = MetricsRegistry()
        for labels in [[("a", "1"), ("b", "2")], [("b", "2"), ("a", "1")]] {
            Counter(label: "c", dimensions: labels, factory: registry).increment()
        }
        #expect(registry.text().contains("c_total{a=\"1\",b=\"2\"} 2\n"))
    }

    @Test func oneNameIsOneKindOfMetric() {
        let registry = MetricsRegistry()
        Meter(label: "depth", factory: registry).set(3)
        Recorder(label: "depth", factory: registry).record(9)
        Recorder(label: "depth", dimensions: [("a", "b")], factory: registry).record(9)
        #expect(registry.text().contains("# TYPE depth gauge\ndepth 3\n"))
        #expect(!registry.text().contains("depth_bucket"))
    }

    @Test func endlessLabelsDoNotFillTheMemory() {
        let registry = MetricsRegistry()
        for number in 0..<MetricsRegistry.maximumSeries + 100 {
            Counter(label: "c", dimensions: [("n", "\(number)")], factory: registry).increment()
        }
        #expect(
            registry.text().split(separator: "\n").count { $0.hasPrefix("c_total{") } == MetricsRegistry.maximumSeries)
    }

    @Test func whatIsDestroyedIsGone() {
        let registry = MetricsRegistry()
        let meter = Meter(label: "depth", factory: registry)
        meter.set(3)
        meter.destroy()
        #expect(!registry.text().contains("depth"))
    }

    @Test func manyThreadsCountTogether() async {
        let registry = MetricsRegistry()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask { for _ in 0..<1000 { Counter(label: "c", factory: registry).increment() } }
            }
        }
        #expect(registry.text().contains("c_total 8000\n"))
    }
}
