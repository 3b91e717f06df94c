namespace ProRL.Trainer.Planning;

/// <summary>What a device can do at best.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="MemoryBytes">Its memory.</param>
/// <param name="HalfFlops">Dense floating-point operations a second in bfloat16, summed in float32.</param>
/// <param name="SingleFlops">In float32.</param>
/// <param name="BytesPerSecond">Between memory and processor.</param>
internal sealed record ComputeDevice(string Name, double MemoryBytes, double HalfFlops, double SingleFlops, double BytesPerSecond)
{
    private const double Giga = 1e9;
    private const double Tera = 1e12;
    private const string CpuName = "cpu";

    /// <summary>Whether its memory is another than the main memory.</summary>
    public bool OwnMemory => Name != CpuName;

    /// <summary>Devices by name, with the peak figures that their makers publish, without sparsity.</summary>
    public static IReadOnlyList<ComputeDevice> Known { get; } =
    [
        // NVIDIA H100 Tensor Core GPU data sheet, SXM.
        new("h100", 80 * Giga, 989 * Tera, 67 * Tera, 3_350 * Giga),
        // NVIDIA H200 Tensor Core GPU data sheet, SXM.
        new("h200", 141 * Giga, 989 * Tera, 67 * Tera, 4_800 * Giga),
        // NVIDIA A100 Tensor Core GPU data sheet, 80 GB SXM.
        new("a100", 80 * Giga, 312 * Tera, 19.5 * Tera, 2_039 * Giga),
        // NVIDIA Ada GPU architecture white paper, GeForce RTX 4090.
        new("rtx4090", 24 * Giga, 165.2 * Tera, 82.6 * Tera, 1_008 * Giga),
    ];

    /// <summary>
    /// This machine: 100 GFLOP/s a core, the middle of what libtorch's float32 products reach on one thread of a server
    /// core, a quarter of that in bfloat16, and one channel of DDR4-3200 (JEDEC JESD79-4: 25.6 GB/s).
    /// </summary>
    /// <param name="cores">That the run would use.</param>
    /// <param name="memoryBytes">That the process may use.</param>
    public static ComputeDevice Cpu(int cores, double memoryBytes) => new(CpuName, memoryBytes, 0.025 * Tera * cores, 0.1 * Tera * cores, 25.6 * Giga);
}
