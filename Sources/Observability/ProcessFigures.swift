import Foundation

/// What every Prometheus client tells of its process, read from `/proc`.
enum ProcessFigures {
    static func families() -> [MetricFamily] {
        var families: [MetricFamily] = []
        func add(_ name: String, _ kind: MetricFamily.Kind, _ help: String, _ value: Double?) {
            guard let value else { return }
            families.append(MetricFamily(name: name, kind: kind, help: help, series: ["": ReadInstrument(value)]))
        }
        add("process_resident_memory_bytes", .gauge, "Resident memory size in bytes.", residentMemory)
        add("process_open_fds", .gauge, "Number of open file descriptors.", openFiles)
        add("process_cpu_seconds_total", .counter, "Total user and system CPU time spent in seconds.", processorTime)
        return families
    }

    private static var residentMemory: Double? {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Double($0) }
        return pages.map { $0 * Double(sysconf(CInt(_SC_PAGESIZE))) }
    }

    /// Without the one that reading the folder opens.
    private static var openFiles: Double? {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")).map { Double($0.count - 1) }
    }

    private static var processorTime: Double? {
        var usage = rusage()
        guard getrusage(__rusage_who_t(0), &usage) == 0 else { return nil }
        return [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
    }
}
