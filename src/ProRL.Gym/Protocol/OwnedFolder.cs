using System.Runtime.InteropServices;

namespace ProRL.Gym.Protocol;

/// <summary>
/// A folder in the system's temporary one that belongs to this process: it holds a lock on a file in it, which the system
/// lets go of however the process ends. By that, the next one that makes such a folder tells those left behind, and
/// removes them.
/// </summary>
internal sealed class OwnedFolder : IDisposable
{
    private const string Prefix = "prorl-gym-";
    private const string LockName = "owner";

    // What may lie in one; anything else keeps the folder.
    private static readonly string[] Contents = ["gym.sock", LockName];

    private readonly FileStream _lock;

    private OwnedFolder(string path, FileStream held) => (Path, _lock) = (path, held);

    public string Path { get; }

    /// <summary>Removes what dead processes of this user left behind, and makes a folder that only this user can enter.</summary>
    public static OwnedFolder Create()
    {
        RemoveStale(System.IO.Path.GetTempPath());
        var path = Directory.CreateTempSubdirectory(Prefix).FullName;
        // Locked before it has its name: nobody ever finds it free while its owner lives.
        var unnamed = System.IO.Path.Combine(path, LockName + ".new");
        var held = Lock(unnamed, FileMode.CreateNew);
        File.Move(unnamed, System.IO.Path.Combine(path, LockName));
        return new OwnedFolder(path, held);
    }

    /// <summary>Removes the folders under <paramref name="parent"/> whose owners are dead and were this user's.</summary>
    public static void RemoveStale(string parent)
    {
        foreach (var folder in Directory.GetDirectories(parent, Prefix + "*"))
        {
            try
            {
                if (!IsOurs(folder)) continue;
                using (Lock(System.IO.Path.Combine(folder, LockName), FileMode.Open)) Remove(folder);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Its owner lives, or another process removes it, or there is more in it than was ours.
            }
        }
    }

    public void Dispose()
    {
        Remove(Path);
        _lock.Dispose();
    }

    private static FileStream Lock(string path, FileMode mode) => new(path, mode, FileAccess.ReadWrite, FileShare.None);

    // Never a recursive delete: in a folder that everybody can write to, names may change under it.
    private static void Remove(string folder)
    {
        foreach (var name in Contents) File.Delete(System.IO.Path.Combine(folder, name));
        Directory.Delete(folder);
    }

    private static bool IsOurs(string folder)
    {
        if (!OperatingSystem.IsLinux()) return false;
        var status = new byte[StatusBytes];
        try
        {
            // The kernel's struct statx, the same on every processor: stx_uid stands at byte 20.
            return StatusOf(AtCurrentFolder, folder, NoFollow, OwnerMask, status) == 0 && BitConverter.ToUInt32(status, 20) == EffectiveUser();
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    private const int StatusBytes = 256;
    private const int AtCurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint OwnerMask = 0x8;

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatusOf(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] status);

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint EffectiveUser();
}
