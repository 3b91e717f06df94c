// The count of live tensors is one for the whole process: tests that read it can't run beside others.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
