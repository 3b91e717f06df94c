using ProRL.Gym.Tasks;
using ProRL.Server.Commands;
using ProRL.Verifiers.Sandboxing;
using ProRL.Verifiers.Sandboxing.Boxes;
using ProRL.Verifiers.Sandboxing.JavaScript;

// Everything that the commands share is made here.
var images = Environment.GetEnvironmentVariable("PRORL_SANDBOX_IMAGES") ?? Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "images.lock.json");
await using var boxes = BoxSandbox.InContainers(Path.GetFullPath(images), TimeProvider.System);
var sandboxes = new Lazy<SandboxSet>(() => new SandboxSet(new JavaScriptSandbox(JavaScriptLimits.ForExercises()), boxes));
var families = new FamilyOptions();
var catalog = new Lazy<FamilyCatalog>(() => families.Catalog(sandboxes.Value));
var console = new CommandConsole(Console.Out, Console.Error);
return await CommandLine.RunAsync(args, console, families,
[
    ServeCommand.Create(catalog, sandboxes, TimeProvider.System, console),
    VerifyCommand.Create(catalog, TimeProvider.System, console),
    ReverifyCommand.Create(catalog, TimeProvider.System, console),
    ListCommand.Create(catalog, console),
    SampleCommand.Create(catalog, console),
    AuditCommand.Create(catalog, families, console),
    CheckCommand.Create(catalog, families, console),
    ImportCommand.Create(console),
    DoctorCommand.Create(sandboxes, console),
]).ConfigureAwait(false);
