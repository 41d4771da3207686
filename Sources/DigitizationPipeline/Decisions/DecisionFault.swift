/// Why a decision cannot be carried out.
public enum DecisionFault: Error, Hashable, Sendable {
    /// There is no open item of held-back pages with this id.
    case notWaiting
    /// The register has no such case or component.
    case unknownSlot
    /// None of the pages could be read; they must be scanned again.
    case nothingReadable
    /// There is no such page.
    case unknownPage
    /// The page was not left out: it stands in its document, waits, or is a separator.
    case notLeftOut
    /// The page stands in no document.
    case notInDocument
    /// The document has no other page.
    case onlyPage
    /// The PDF could not be made; technical detail.
    case assemblyFailed(String)
}
