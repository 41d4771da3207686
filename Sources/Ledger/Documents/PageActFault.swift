import Dossiers

/// Why an act on pages was not done. Nothing is changed then.
public enum PageActFault: Error, Hashable, Sendable {
    /// There is no such act, document or page, or it is of another agency.
    case unknown
    /// The pages stand otherwise than the person saw: who changed them last, where that is known.
    case outrun(PageAct?)
    /// The pages stand so already.
    case nothingChanges
    /// A signed file stands for itself: it is moved as a whole, and no page is taken out of it or put into it.
    case signed
    /// The component has a document of exactly these contents that is not in force.
    case heldAlready
    /// Documents of different components are no one document.
    case differentComponents
    /// A page is named that is not in the document, is named twice, or is missing.
    case badPages
    /// The act was taken back before, or takes back another.
    case notToUndo
    case badReason
    /// The register has no such case or component.
    case unknownSlot

    /// Most characters of a reason.
    public static let maxReason = 500
}
