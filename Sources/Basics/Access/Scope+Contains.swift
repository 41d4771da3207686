extension Scope {
    /// Whether everything that another scope covers is covered by this one.
    public func contains(_ other: Scope) -> Bool {
        switch (self, other) {
        case (.everything, _): true
        case (.agencies, .everything): false
        case (.agencies(let mine), .agencies(let theirs)):
            theirs.allSatisfy { $0.above.contains(where: mine.contains) }
        }
    }
}
