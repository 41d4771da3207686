/// What attaching a document came to.
public enum AttachOutcome: Hashable, Sendable {
    /// The component had no document: this one is current now.
    case attached(DocumentID)
    /// Its pages are already held by the component; nothing changed. The document that holds them, of whatever state:
    /// content that a person replaced or discarded does not come back by handing it in again.
    case unchanged(DocumentID)
    /// The component has a document with other content: this one is kept beside it, and a person is asked.
    case keptAsCandidate(DocumentID, WaitingID)
}

/// What a person decides about a document that waits beside another.
public enum OtherContentDecision: String, Hashable, Sendable, Codable, CaseIterable {
    /// It takes the place of the current ones.
    case replace
    /// It becomes part of the component beside the current ones.
    case join
    /// It is not wanted.
    case discard
}
