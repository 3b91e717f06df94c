namespace ProRL.Server.Hosting;

/// <summary>
/// Ends a child with its parent: the end of its input, which a parent closes or leaves behind however it dies, is the sign.
/// It waits on a thread of its own, so that no work of the server can keep it from that.
/// </summary>
internal static class ParentWatch
{
    /// <summary>Begins to watch.</summary>
    /// <param name="input">What the parent holds the other end of.</param>
    /// <param name="patience">How long the child may take to finish what it has.</param>
    /// <param name="finish">Called when the parent is gone.</param>
    /// <param name="end">Called when the patience is over too; it need not return.</param>
    public static void Start(Stream input, TimeSpan patience, Action finish, Action end)
    {
        var thread = new Thread(() =>
        {
            var buffer = new byte[256];
            try
            {
                while (input.Read(buffer) > 0)
                {
                }
            }
            catch (IOException)
            {
            }

            finish();
            Thread.Sleep(patience);
            end();
        })
        { IsBackground = true, Name = "prorl parent watch" };
        thread.Start();
    }
}
