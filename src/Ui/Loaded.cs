using Microsoft.AspNetCore.Components;

namespace Yihe.Ui;

/// <summary>A component that is rendered once, when all it shows has been loaded: pages need no state in between.</summary>
public abstract class Loaded : ComponentBase
{
    private bool begun;

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        if (!begun)
        {
            begun = true;
            OnInitialized();
            await OnInitializedAsync();
        }
        OnParametersSet();
        await OnParametersSetAsync();
        StateHasChanged();
    }
}
