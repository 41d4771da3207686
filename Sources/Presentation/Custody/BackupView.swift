import Office

/// A backup that was made.
public struct BackupView: View {
    var takenAt: Int64
    var artifacts: Int
    var linked: Int
    var bytes: Int
    var missing: [String]

    private let directory: String

    private enum CodingKeys: CodingKey {
        case takenAt, artifacts, linked, bytes, missing
    }

    public init(_ outcome: Backup.Outcome, in directory: String) {
        takenAt = outcome.manifest.takenAt
        artifacts = outcome.manifest.artifacts
        linked = outcome.linked
        bytes = outcome.manifest.size
        missing = outcome.manifest.missing
        self.directory = directory
    }

    public var text: TextPage { TextPage("Đã sao lưu \(artifacts) tệp và sổ dữ liệu vào \(directory).") }

    /// That files are not in it; `nil` when all are.
    public var warning: TextPage? {
        guard !missing.isEmpty else { return nil }
        return TextPage(
            """
            \(missing.count) tệp đã thiếu hoặc hỏng từ trước và không có trong bản sao lưu; hãy chạy sohoa verify.
            \(missing.count) files were missing or damaged already and are not in the backup; run sohoa verify.
            """)
    }
}

/// A data home that was made from a backup.
public struct RestoreView: View {
    var home: String
    var takenAt: Int64
    var artifacts: Int
    var missing: [String]

    public init(_ manifest: BackupManifest, home: String) {
        self.home = home
        takenAt = manifest.takenAt
        artifacts = manifest.artifacts
        missing = manifest.missing
    }

    public var text: TextPage {
        var page = TextPage("Đã khôi phục \(artifacts) tệp và sổ dữ liệu vào \(home).")
        if !missing.isEmpty { page.line("\(missing.count) tệp đã thiếu khi sao lưu.") }
        return page
    }
}
