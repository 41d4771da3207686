import ChildProcesses
import Foundation
import ScannedPages

/// Apache PDFBox Preflight, a validator of PDF/A-1b that is not ours. It takes a second to start, so that one run looks
/// at many files.
enum Preflight {
    private static let jars = [
        "preflight", "xmpbox", "pdfbox2", "fontbox2", "commons-logging", "commons-io", "javax.activation", "jaxb-api",
    ].map { "/usr/share/java/\($0).jar" }

    /// Whether the Debian packages libpdfbox2-java, libactivation-java, libjaxb-api-java and a Java runtime are there.
    static var isInstalled: Bool {
        (jars + ["/usr/bin/java"]).allSatisfy { FileManager.default.fileExists(atPath: $0) }
    }

    /// What Preflight has to say about each file, by file name; files without fault are absent.
    static func faults(in paths: [String], folder: TemporaryFolder) throws -> [String: String] {
        let list = folder.path("list.txt")
        try paths.joined(separator: "\n").write(toFile: list, atomically: true, encoding: .utf8)
        _ = try ChildTool("java").run(
            [
                "-cp", jars.joined(separator: ":"), "org.apache.pdfbox.preflight.Validator_A1b", "xml", "group", list,
            ], seconds: 120, outputLimit: 1 << 20)
        let report = try String(contentsOfFile: list + ".preflight.xml", encoding: .utf8)
        var faults: [String: String] = [:]
        for part in report.components(separatedBy: "<preflight ").dropFirst() {
            let name = part.components(separatedBy: "\"")[1]
            if !part.contains("<isValid type=\"PDF/A1-b\">true</isValid>") { faults[name] = part }
        }
        let seen = report.components(separatedBy: "<isValid ").count - 1
        if seen != paths.count { faults["report"] = "\(seen) of \(paths.count) files were looked at" }
        return faults
    }
}

/// A folder of a test's own, removed at its end.
final class TemporaryFolder {
    let root: String

    init() throws {
        root = NSTemporaryDirectory() + "/sohoa-assembly-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    func path(_ name: String) -> String { "\(root)/\(name)" }

    /// All names in the folder.
    var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).sorted() }
}
