/// All series of one metric.
struct MetricFamily: Sendable {
    enum Kind: String, Sendable {
        case counter, gauge, histogram
    }

    var name: String
    var kind: Kind
    var help: String
    /// By their labels as they are written.
    var series: [String: any Instrument] = [:]

    /// In Prometheus's text format 0.0.4.
    var text: String {
        let help = help.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
        var text = "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
        for (labels, instrument) in series.sorted(by: { $0.key < $1.key }) {
            for sample in instrument.samples {
                let all = [labels, sample.label ?? ""].filter { !$0.isEmpty }.joined(separator: ",")
                text += name + sample.suffix + (all.isEmpty ? "" : "{\(all)}")
                text += " \(PrometheusName.number(sample.value))\n"
            }
        }
        return text
    }
}

/// How Prometheus writes names, labels and numbers.
enum PrometheusName {
    static func metric(_ label: String, suffix: String) -> String {
        let name = name(label)
        return name.hasSuffix(suffix) ? name : name + suffix
    }

    /// Labels in the order of their names; a name that is there twice keeps its first value.
    static func labels(_ dimensions: [(String, String)]) -> String {
        var values: [String: String] = [:]
        for (key, value) in dimensions where values[name(key)] == nil { values[name(key)] = value }
        return values.sorted { $0.key < $1.key }.map { "\($0)=\"\(escaped($1))\"" }.joined(separator: ",")
    }

    static func number(_ value: Double) -> String {
        guard value.isFinite else { return value.isNaN ? "NaN" : value > 0 ? "+Inf" : "-Inf" }
        return value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }

    private static func name(_ text: String) -> String {
        let allowed = String(
            text.unicodeScalars.map { scalar in
                scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                    ? Character(scalar) : "_"
            })
        return allowed.first?.isNumber ?? true ? "_" + allowed : allowed
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
