import Basics

public typealias BatchID = Identifier<BatchRecord>
public typealias PageID = Identifier<PageRecord>
public typealias WaitingID = Identifier<WaitingItem>
public typealias DocumentID = Identifier<DigitizedDocument>
