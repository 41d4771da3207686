import FieldReading

/// What kinds of papers are called on screens, by their codes.
enum PaperKindNames {
    /// - Returns: the name that such papers bear; the code in words for a kind of the office's own.
    static func name(_ code: String) -> String {
        FieldVocabulary.headingByKind[code] ?? code.replacing("_", with: " ")
    }

    /// The code of a kind that somebody wrote by its name, or as it is.
    static func code(_ typed: String) -> String {
        FieldVocabulary.headingByKind.first { $0.value.lowercased() == typed.lowercased() }?.key ?? typed
    }
}
